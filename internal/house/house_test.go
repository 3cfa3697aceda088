package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHouse(t *testing.T) {
	all, set, err := read("../..")
	require.NoError(t, err)
	assert.Empty(t, upward(all))
	assert.Empty(t, long(all, set))
	found := 0
	for _, f := range all {
		if n, ok := most[f.name]; ok {
			found++
			names := f.exported()
			assert.LessOrEqual(t, len(names), n, "%s exports %v", f.name, names)
		}
		if f.name == "zones" {
			assert.LessOrEqual(t, up(f.calls(set), order), mostUp)
			for _, x := range f.files {
				assert.True(t, slices.Contains(order, x.name), "zones/%s has no place in the order of files", x.name)
			}
		}
	}
	assert.Len(t, most, found, "a package of the table is not there")
}
