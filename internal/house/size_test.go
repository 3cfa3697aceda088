package house

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

const (
	longFile     = 400 // lines
	longFunction = 60  // lines
)

// reason begins a comment that says why something is long.
const reason = "long:"

// long lists files and functions that are too long and do not say why: a file in
// a comment anywhere, a function in its doc comment.
func long(all []folder, set *token.FileSet) []string {
	var found []string
	for _, f := range all {
		for _, x := range f.files {
			if x.lines > longFile && !says(x.syntax.Comments) {
				found = append(found, fmt.Sprintf("%s/%s has %d lines", f.name, x.name, x.lines))
			}
			for _, d := range x.syntax.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok || fn.Body == nil {
					continue
				}
				lines := set.Position(fn.End()).Line - set.Position(fn.Pos()).Line + 1
				if lines > longFunction && (fn.Doc == nil || !says([]*ast.CommentGroup{fn.Doc})) {
					found = append(found, fmt.Sprintf("%s/%s: %s has %d lines", f.name, x.name, fn.Name.Name, lines))
				}
			}
		}
	}
	return found
}

func says(comments []*ast.CommentGroup) bool {
	for _, c := range comments {
		if strings.Contains(strings.ToLower(c.Text()), reason) {
			return true
		}
	}
	return false
}
