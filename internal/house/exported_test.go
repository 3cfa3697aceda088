package house

import (
	"go/ast"
	"sort"
	"strings"
)

// most is how many names a package may export: names of the package, and methods
// of its exported types.
var most = map[string]int{
	"message":       39,
	"boundary":      71,
	"index":         26,
	"zones":         120,
	"zones/rules":   88,
	"zones/dialect": 29,
	"zones/quota":   75,
	"zones/report":  18,
}

// exported counts the exported names of a folder: those of the package, and the
// methods of its exported types. Fields of structs do not count.
func (f *folder) exported() (names []string) {
	for _, x := range f.files {
		for _, d := range x.syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if owner, method := receiver(d); d.Name.IsExported() && (!method || ast.IsExported(owner)) {
					names = append(names, strings.TrimPrefix(owner+"."+d.Name.Name, "."))
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						if s.Name.IsExported() {
							names = append(names, s.Name.Name)
						}
					case *ast.ValueSpec:
						for _, n := range s.Names {
							if n.IsExported() {
								names = append(names, n.Name)
							}
						}
					}
				}
			}
		}
	}
	sort.Strings(names)
	return names
}

// receiver names the type that a method is of.
func receiver(d *ast.FuncDecl) (owner string, method bool) {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return "", false
	}
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.Ident:
			return x.Name, true
		default:
			return "", true
		}
	}
}
