package house

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	link = regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)|src="([^":]+)"`)
	// named are files that a text names in code quotes.
	named = regexp.MustCompile("`((?:boundary|docs|examples|index|internal|message|testdata|witness|zones)/[a-z0-9_/.-]+\\.(?:go|json|md|png))`")
)

// TestLinks follows the links of every page, and looks for the files that they name.
func TestLinks(t *testing.T) {
	root := os.DirFS("../..")
	found := 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != "." {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".md") {
			return nil
		}
		page, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		dir := path.Dir(name)
		exists := func(to ...string) {
			found++
			assert.True(t, slices.ContainsFunc(to, func(to string) bool {
				_, err := fs.Stat(root, to)
				return err == nil
			}), "%s names %s", name, to[0])
		}
		for _, m := range link.FindAllStringSubmatch(string(page), -1) {
			exists(path.Join(dir, m[1]+m[3]))
		}
		for _, m := range named.FindAllStringSubmatch(string(page), -1) {
			exists(m[1], path.Join(dir, m[1]))
		}
		return nil
	})
	require.NoError(t, err)
	require.Greater(t, found, 20)
}
