// Package messagetest checks the messages that a program declares: each is said
// in English and in Chinese. A module with messages of its own calls [Check] in a
// test that imports the packages which declare them.
package messagetest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/sanxian/sanxian/message"
)

// Check says every message of the program in both languages and fails on a
// placeholder that is not filled, on a text without Chinese, and on English prose
// in the Chinese.
func Check(t *testing.T) {
	t.Helper()
	n := 0
	for m := range message.All() {
		n++
		var pairs []any
		for _, name := range placeholders(m) {
			pairs = append(pairs, name, "7")
		}
		note := m.Note(message.Place{}, pairs...)
		for _, lang := range []message.Lang{message.English, message.Chinese} {
			if s := note.In(lang); s == "" || strings.ContainsAny(s, "{}") {
				t.Errorf("%s: a placeholder is not filled: %s", m.Code, s)
			}
		}
		if s := note.In(message.Chinese); !slices.ContainsFunc([]rune(s), han) && s != "7" {
			t.Errorf("%s: no Chinese: %s", m.Code, s)
		} else if p := prose.FindString(commands.ReplaceAllString(s, "")); p != "" {
			t.Errorf("%s: %q is English: %s", m.Code, p, s)
		}
	}
	if n == 0 {
		t.Error("the program declares no messages")
	}
}

var (
	placeholder = regexp.MustCompile(`\{([a-z_0-9]+)(?::[a-z_]+)?\}`)
	// prose is two English words in a row.
	prose = regexp.MustCompile(`[A-Za-z][a-z]+ [a-z]{2,}`)
	// commands are what a user types.
	commands = regexp.MustCompile(`(ogr2ogr|ogrinfo|iconv|go run|gunzip)[ -~]*`)
)

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

func placeholders(m *message.Message) []string {
	var names []string
	for _, text := range []string{m.Text.EN, m.Text.ZH} {
		for _, p := range placeholder.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(names, p[1]) {
				names = append(names, p[1])
			}
		}
	}
	return names
}

// Calls reads the code below root and fails on a message that is never raised,
// and on one that is raised without a value that its texts need. Values that a
// function adds to those it is given count for all calls of its package.
func Calls(t *testing.T, root string) {
	t.Helper()
	packages := map[string][]*ast.File{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		packages[filepath.Dir(name)] = append(packages[filepath.Dir(name)], f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	declared := map[string]*message.Message{}
	for m := range message.All() {
		declared[m.Code] = m
	}
	for dir, files := range packages {
		checkPackage(t, dir, files, declared)
	}
}

func checkPackage(t *testing.T, dir string, files []*ast.File, declared map[string]*message.Message) {
	t.Helper()
	codes, raised, added := map[string]string{}, map[string]bool{}, map[string]bool{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, v := range n.Values {
					if c, ok := v.(*ast.CallExpr); ok && i < len(n.Names) && name(c.Fun) == "New" && len(c.Args) == 3 {
						if code, ok := text(c.Args[0]); ok && declared[code] != nil {
							codes[n.Names[i].Name] = code
						}
					}
				}
			case *ast.CallExpr: // append(pairs, "path", path)
				if name(n.Fun) == "append" && len(n.Args) > 1 {
					for _, a := range n.Args[1:] {
						add(added, a)
					}
				}
			case *ast.CompositeLit: // []any{"id", id}
				for _, e := range n.Elts {
					add(added, e)
				}
			}
			return true
		})
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Names) == 1 && codes[spec.Names[0].Name] != "" {
				return false // its own declaration
			}
			if id, ok := n.(*ast.Ident); ok && codes[id.Name] != "" {
				raised[codes[id.Name]] = true
			}
			if c, ok := n.(*ast.CallExpr); ok {
				checkCall(t, dir, c, codes, added, declared)
			}
			return true
		})
	}
	for v, code := range codes {
		if !raised[code] {
			t.Errorf("%s: %s (%s) is declared and never raised", dir, code, v)
		}
	}
}

// checkCall looks at msgX.Error(…) and at refuse(…, msgX, …).
func checkCall(t *testing.T, dir string, c *ast.CallExpr, codes map[string]string, added map[string]bool, declared map[string]*message.Message) {
	t.Helper()
	code, from := "", 0
	if fn, ok := c.Fun.(*ast.SelectorExpr); ok {
		if id, ok := fn.X.(*ast.Ident); ok {
			code = codes[id.Name]
		}
		if fn.Sel.Name != "Error" && fn.Sel.Name != "Note" && fn.Sel.Name != "Warning" && code != "" {
			return
		}
	}
	for i, a := range c.Args {
		if id, ok := a.(*ast.Ident); ok && code == "" && codes[id.Name] != "" {
			code, from = codes[id.Name], i
		}
	}
	if code == "" || c.Ellipsis.IsValid() {
		return
	}
	given := map[string]bool{}
	for _, a := range c.Args[from:] {
		add(given, a)
	}
	for _, p := range placeholders(declared[code]) {
		if !given[p] && !added[p] {
			t.Errorf("%s: %s is raised without %q", dir, code, p)
		}
	}
}

func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func text(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

func add(to map[string]bool, e ast.Expr) {
	if s, ok := text(e); ok {
		to[s] = true
	}
}
