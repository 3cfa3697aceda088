package rules

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the table of docs/rules.md anew")

// tableDate is the day that the table of the document is of.
const tableDate = "2026-11-23"

// tablePlaces are the columns of the table.
var tablePlaces = []struct {
	title string
	q     Question
}{
	{"permanent basic farmland", Question{Line: Farmland}},
	{"red line, core", Question{Line: Ecology, SubZone: Core}},
	{"red line, general", Question{Line: Ecology, SubZone: General}},
	{"boundary, concentrated", Question{Line: Development, SubZone: Concentrated}},
	{"boundary, flexible", Question{Line: Development, SubZone: Flexible}},
	{"boundary, special purpose", Question{Line: Development, SubZone: SpecialPurpose}},
	{"outside the boundary", Question{Line: Development, Outside: true}},
	{"cropland", Question{Line: Cropland}},
}

// situations is the table of what the built-in rules answer, in words.
func situations() string {
	var b strings.Builder
	b.WriteString("| project |")
	for _, p := range tablePlaces {
		fmt.Fprintf(&b, " %s |", p.title)
	}
	b.WriteString("\n|" + strings.Repeat("---|", len(tablePlaces)+1) + "\n")
	for _, k := range Projects() {
		fmt.Fprintf(&b, "| `%s` %s |", k.Kind, k.Title.ZH)
		for _, p := range tablePlaces {
			q := p.q
			q.Project, q.Date, q.AreaM2 = k.Project, tableDate, 1000
			fmt.Fprintf(&b, " %s |", Default().Judge(q)[0].Status.Title().EN)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// docs/rules.md holds the table of situations and answers between two comments.
func TestRulesDocumentTable(t *testing.T) {
	const path, begin, end = "../../docs/rules.md", "<!-- situations: go test ./zones/rules -update -->\n", "<!-- end of situations -->"
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(b), begin)
	require.True(t, ok, "the comment before the table is missing")
	table, after, ok := strings.Cut(rest, end)
	require.True(t, ok, "the comment after the table is missing")
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(before+begin+situations()+end+after), 0o644))
		return
	}
	assert.Equal(t, situations(), table, "run go test ./zones/rules -update if this is meant")
}
