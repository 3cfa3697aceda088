package dialect

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/rules"
)

// The table in docs/data.md is valid, and it is asked first.
func TestTableOfTheDocs(t *testing.T) {
	page, err := os.ReadFile("../../docs/data.md")
	require.NoError(t, err)
	blocks := strings.Split(string(page), "```json\n")
	require.Len(t, blocks, 3)
	table, _, _ := strings.Cut(blocks[2], "```")
	own, err := Read(strings.NewReader(table))
	require.NoError(t, err)
	a := Default().With(own)
	p, err := boundary.NewProperties("FQLX", "一级管控区", "ZRBHDFQ", "一般控制区", "BJLX", "村庄边界", "DM", "371502", "QYMC", "东昌府区", "XZQDM", "1")
	require.NoError(t, err)
	zone, field, _ := a.SubZone(rules.Ecology, "", p)
	require.Equal(t, []any{rules.Core, "FQLX"}, []any{zone, field})
	line, field, _, known := a.Member(p)
	require.Equal(t, []any{rules.VillageBoundary, "BJLX", true}, []any{line, field, known})
	code, name := a.Regions.Of(&boundary.Feature{Properties: p})
	require.Equal(t, []string{"371502", "东昌府区"}, []string{code, name})
	require.Equal(t, "TXMJ", a.Areas[0].Field)
}
