package house

import (
	"go/ast"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	// qualified is a name of another package, in a comment or a page.
	qualified = regexp.MustCompile(`\b([a-z][a-z0-9]+)\.([A-Z]\w*)`)
	// docLink is a link of a doc comment to a name of its own package.
	docLink = regexp.MustCompile(`\[\*?([A-Z]\w*(?:\.[A-Z]\w*)?)\]`)
)

// TestNames looks for the names of this module's packages that comments and pages
// mention: a name that is gone misleads whoever reads it.
func TestNames(t *testing.T) {
	all, _, err := read("../..")
	require.NoError(t, err)
	known := map[string]map[string]bool{} // of packages by their name
	for _, f := range all {
		name := f.files[0].syntax.Name.Name
		if known[name] == nil {
			known[name] = map[string]bool{}
		}
		for n := range f.declared() {
			known[name][n] = true
		}
	}
	delete(known, "main")
	delete(known, "rows") // examples call those of database/sql so
	for _, f := range all {
		if f.name == "zones" { // examples call a *zones.Report so, too
			for n := range f.declared() {
				if member, ok := strings.CutPrefix(n, "Report."); ok {
					known["report"][member] = true
				}
			}
		}
	}
	found := 0
	look := func(where, text string) {
		for _, m := range qualified.FindAllStringSubmatch(text, -1) {
			if names := known[m[1]]; names != nil {
				found++
				assert.True(t, names[m[2]], "%s: there is no %s", where, m[0])
			}
		}
	}
	for _, f := range all {
		own := f.declared()
		for _, x := range f.files {
			for _, c := range x.syntax.Comments {
				where := path.Join(f.name, x.name)
				look(where, c.Text())
				for _, m := range docLink.FindAllStringSubmatch(c.Text(), -1) {
					found++
					assert.True(t, own[m[1]], "%s: there is no %s", where, m[0])
				}
			}
		}
	}
	root := os.DirFS("../..")
	err = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != "." {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".md") || name == "CHANGELOG.md" {
			return nil // a changelog names what is gone
		}
		page, err := fs.ReadFile(root, name)
		look(name, string(page))
		return err
	})
	require.NoError(t, err)
	require.Greater(t, found, 250)
}

// declared are the exported names of a folder, and Type.Name for methods and
// fields.
func (f *folder) declared() map[string]bool {
	found := map[string]bool{}
	for _, x := range f.files {
		for _, d := range x.syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				owner, _ := receiver(d)
				found[strings.TrimPrefix(owner+"."+d.Name.Name, ".")] = true
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.ValueSpec:
						for _, n := range s.Names {
							found[n.Name] = true
						}
					case *ast.TypeSpec:
						found[s.Name.Name] = true
						for _, n := range members(s.Type) {
							found[s.Name.Name+"."+n] = true
						}
					}
				}
			}
		}
	}
	return found
}

// members are the fields of a struct, or the methods of an interface.
func members(e ast.Expr) (names []string) {
	var list *ast.FieldList
	switch e := e.(type) {
	case *ast.StructType:
		list = e.Fields
	case *ast.InterfaceType:
		list = e.Methods
	default:
		return nil
	}
	for _, field := range list.List {
		for _, n := range field.Names {
			names = append(names, n.Name)
		}
	}
	return names
}
