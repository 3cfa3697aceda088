package house

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
)

// order is the files of zones from the ground up: a file calls those before it.
var order = []string{
	// values
	"doc.go", "amount.go", "verdict.go", "report.go", "notes.go",
	// what a plan is
	"exactarea.go", "ids.go", "digest.go", "repaired.go", "layerbuilder.go", "layer.go", "layeredit.go", "plan.go", "regions.go", "series.go", "supplement.go", "deduction.go", "caps.go", "caps_measure.go", "planedit.go",
	// a check, step by step
	"inquiry.go", "zonepart.go", "measure.go", "opinion.go", "judge.go", "geometry.go", "describe.go", "caps_take.go", "accounts.go", "cure.go", "pending.go", "collect.go", "check.go",
	// many checks
	"earlier.go", "window.go", "batch.go", "screen.go", "compare.go", "summary.go", "sequence.go",
	// where plans come from
	"planreader.go", "planfile.go", "snapshot.go", "snapshot_features.go", "snapshot_read.go",
}

// mostUp is how many calls between the files of zones may go up.
const mostUp = 24

// A call goes from one file of a folder to another.
type call struct{ from, to, name string }

// calls finds the calls between the files of a folder. Other packages are not
// read: what their functions return has no type here and calls nothing of ours.
func (f *folder) calls(set *token.FileSet) []call {
	var syntax []*ast.File
	for _, x := range f.files {
		syntax = append(syntax, x.syntax)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Error: func(error) {}, Importer: nothing{}}
	conf.Check(f.name, set, syntax, info) //nolint:errcheck // errors are those of the packages left out
	var found []call
	for _, x := range syntax {
		from := filepath.Base(set.Position(x.Pos()).Filename)
		ast.Inspect(x, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			var id *ast.Ident
			switch fn := c.Fun.(type) {
			case *ast.Ident:
				id = fn
			case *ast.SelectorExpr:
				id = fn.Sel
			default:
				return true
			}
			fn, ok := info.Uses[id].(*types.Func)
			if !ok || !fn.Pos().IsValid() {
				return true
			}
			if to := filepath.Base(set.Position(fn.Pos()).Filename); to != from {
				found = append(found, call{from, to, fn.Name()})
			}
			return true
		})
	}
	return found
}

// nothing imports every package as an empty one.
type nothing struct{}

func (nothing) Import(path string) (*types.Package, error) {
	p := types.NewPackage(path, filepath.Base(path))
	p.MarkComplete()
	return p, nil
}

// up counts the calls to files that come later in the order.
func up(calls []call, order []string) (n int) {
	for _, c := range calls {
		if slices.Index(order, c.to) > slices.Index(order, c.from) {
			n++
		}
	}
	return n
}
