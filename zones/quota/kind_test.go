package quota

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The table in the documentation has the kinds of the table in the code.
func TestKindsInTheDocs(t *testing.T) {
	text, err := os.ReadFile("../../docs/quota.md")
	require.NoError(t, err)
	var rows []string
	for _, line := range strings.Split(string(text), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) == 6 && strings.Contains(cells[2], "`") {
			rows = append(rows, strings.TrimSpace(cells[1])+" "+strings.Trim(cells[2], " `"))
		}
	}
	var want []string
	for _, k := range Kinds() {
		want = append(want, k.Chinese()+" "+string(k))
		require.Equal(t, k, kindNamed(k.Chinese()))
	}
	slices.Sort(rows)
	slices.Sort(want)
	require.Equal(t, want, rows)
}

func TestUnknownKind(t *testing.T) {
	k := Kind("gift")
	require.Equal(t, "gift", k.Chinese())
	require.Empty(t, k.Stage())
	require.Equal(t, k, kindNamed("gift"))
	amount, area := Balance{}.Of(k)
	require.Zero(t, amount+area)
	require.Zero(t, Holding{}.At(k))
}
