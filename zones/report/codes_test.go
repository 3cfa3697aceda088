package report

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var codePattern = regexp.MustCompile(`^[a-z][a-z0-9_]*\.[a-z0-9_.]+$`)

// codes finds every code of the library in its source, with its English
// template: a code is followed by a template, or is the Code of an Error.
func codes(t *testing.T) map[string]string {
	found := map[string]string{}
	for _, root := range []string{"../../boundary", "../../index", "../../zones"} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.Contains(filepath.ToSlash(name), "zones/report/") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					for i, arg := range n.Args {
						if code, ok := literal(arg); ok && codePattern.MatchString(code) {
							for _, after := range n.Args[i+1:] {
								if text, ok := literal(after); ok && (strings.Contains(text, " ") || strings.HasPrefix(text, "{")) {
									found[code] = text
									break
								}
							}
						}
					}
				case *ast.KeyValueExpr:
					if code, ok := literal(n.Key); ok && codePattern.MatchString(code) { // a table of templates
						if text, ok := literal(n.Value); ok {
							found[code] = text
						}
					}
					if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Code" {
						if code, ok := literal(n.Value); ok {
							found[code] = ""
						}
					}
				}
				return true
			})
			return nil
		})
		require.NoError(t, err)
	}
	return found
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// Every code has a Chinese message.
func TestEveryCodeInChinese(t *testing.T) {
	all := codes(t)
	require.Greater(t, len(all), 50)
	for code, english := range all {
		_, ok := chinese(code)
		assert.True(t, ok, "no Chinese message for %q: %s", code, english)
	}
}

// Every messages_*.go is part of the table, and no code is there twice.
func TestTableIsWhole(t *testing.T) {
	source, err := os.ReadFile("messages.go")
	require.NoError(t, err)
	files, err := filepath.Glob("messages_*.go")
	require.NoError(t, err)
	for _, name := range files {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`(?m)^var (messages\w+)`).FindAllSubmatch(b, -1) {
			assert.Contains(t, string(source), string(m[1]), name)
		}
	}
	var seen []string
	for _, m := range messages {
		for code := range m {
			assert.False(t, slices.Contains(seen, code), "%s is there twice", code)
			seen = append(seen, code)
		}
	}
}
