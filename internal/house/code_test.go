package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// module is the import path of the library.
const module = "github.com/sanxian/sanxian"

// A folder is the Go files of one folder, tests left out.
type folder struct {
	name  string // from the root, "." for the root itself
	files []file
}

type file struct {
	name   string // without the folder
	lines  int
	syntax *ast.File
}

// read parses all code of the repository below root.
func read(root string) ([]folder, *token.FileSet, error) {
	set := token.NewFileSet()
	folders := map[string]*folder{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(set, name, src, parser.ParseComments)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		dir = filepath.ToSlash(dir)
		if folders[dir] == nil {
			folders[dir] = &folder{name: dir}
		}
		folders[dir].files = append(folders[dir].files, file{d.Name(), strings.Count(string(src), "\n"), syntax})
		return nil
	})
	all := make([]folder, 0, len(folders))
	for _, f := range folders {
		all = append(all, *f)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].name < all[j].name })
	return all, set, err
}

// imports are the folders of this repository that a folder imports.
func (f *folder) imports() map[string]bool {
	found := map[string]bool{}
	for _, x := range f.files {
		for _, i := range x.syntax.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				continue
			}
			if p == module {
				found["."] = true
			} else if rest, ok := strings.CutPrefix(p, module+"/"); ok {
				found[path.Clean(rest)] = true
			}
		}
	}
	return found
}
