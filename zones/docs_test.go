package zones_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/zones"
)

// The part of a plan that docs/rules.md quotes is valid.
func TestPlanOfTheDocs(t *testing.T) {
	page, err := os.ReadFile("../docs/rules.md")
	require.NoError(t, err)
	_, part, found := strings.Cut(string(page), "```jsonc\n")
	require.True(t, found)
	part, _, _ = strings.Cut(part, "```")
	plan, err := zones.ReadPlanFile(strings.NewReader(`{"schema": "sanxian-plan/1", `+part+`}`), "plan.json")
	require.NoError(t, err)
	require.Len(t, plan.Supplements, 2)
}
