package survey

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every code that is made here has a Chinese message with the same values.
func TestChineseMessages(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("../../zones/report/messages_survey.go"))
	if err != nil {
		t.Skipf("no messages: %v", err)
	}
	chinese := map[string]string{}
	for _, m := range regexp.MustCompile(`"(survey\.[a-z0-9_]+)":\s+"(.*)",`).FindAllStringSubmatch(string(b), -1) {
		chinese[m[1]] = m[2]
	}
	values := regexp.MustCompile(`\{[a-z0-9]+\}`)
	made := regexp.MustCompile(`"(survey\.[a-z0-9_]+)",[^"]*?"((?:[^"\\]|\\.)*)"`)
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, m := range made.FindAllStringSubmatch(string(source), -1) {
			code, english := m[1], m[2]
			seen[code] = true
			require.Contains(t, chinese, code)
			require.ElementsMatch(t, values.FindAllString(english, -1), values.FindAllString(chinese[code], -1), code)
		}
	}
	for code := range chinese {
		require.True(t, seen[code], "%s is made nowhere", code)
	}
}
