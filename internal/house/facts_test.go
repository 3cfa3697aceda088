package house

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFacts holds the figures of the house to their limits, and prints them.
func TestFacts(t *testing.T) {
	all, set, err := read("../..")
	require.NoError(t, err)
	lines, found := 0, 0
	for _, f := range all {
		documented := false
		for _, x := range f.files {
			lines += x.lines
			documented = documented || x.syntax.Doc != nil
		}
		assert.True(t, documented || len(f.files) == 0, "%s does not say what it is for", f.name)
		if n, ok := most[f.name]; ok {
			found++
			names := f.exported()
			t.Logf("%-14s exports %3d names of %d", f.name, len(names), n)
			assert.LessOrEqual(t, len(names), n, "%s exports %v", f.name, names)
		}
		if f.name == "zones" {
			calls := f.calls(set)
			t.Logf("calls between the files of zones: %d, of which %d go up, of %d", len(calls), up(calls, order), mostUp)
			assert.LessOrEqual(t, up(calls, order), mostUp)
			for _, x := range f.files {
				assert.True(t, slices.Contains(order, x.name), "zones/%s has no place in the order of files", x.name)
			}
		}
	}
	page, err := os.ReadFile("../../CONTRIBUTING.md")
	require.NoError(t, err)
	for name, n := range most {
		assert.Contains(t, string(page), fmt.Sprintf("| `%s` | %d |", name, n))
	}
	assert.Len(t, most, found, "a package of the table is not there")
	wrong, longer := upward(all), long(all, set)
	t.Logf("imports that go up: %d", len(wrong))
	t.Logf("files over %d lines, functions over %d, with no reason given: %d", longFile, longFunction, len(longer))
	t.Logf("lines of Go without tests: %d", lines)
	assert.Empty(t, wrong)
	assert.Empty(t, longer)
}
