package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/message"
)

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "永久": 4, "（）": 4, "m²": 2, "e\u0301": 1, "Ａ": 2, "・": 2, "…": 1, "“”": 2, "😀": 2, "\u200b": 0,
	} {
		assert.Equal(t, want, columns(s), "%q", s)
	}
}

func TestClean(t *testing.T) {
	assert.Equal(t, "a [31mb c d", message.Clean("a\x1b[31mb\nc\u202ed"))
	assert.Equal(t, "a b", message.Clean("a\xffb"))
}

func TestTableLinesUp(t *testing.T) {
	tab := table{right: []bool{false, true}}
	tab.row("名称", "面积")
	tab.row("a", "1.00")
	tab.row("永久基本农田", "12.00")
	assert.Equal(t, []string{
		"名称           面积",
		"-------------------",
		"a              1.00",
		"永久基本农田  12.00",
	}, tab.lines())
}

// A wrapped text keeps its characters and fits, unless one piece is wider than
// the page.
func TestWrap(t *testing.T) {
	assert.Equal(t, []string{"永久基本", "农田，不", "得占用"}, wrap("永久基本农田，不得占用", 8))
	assert.Equal(t, []string{"one two", "three"}, wrap("one two three", 8))
	assert.Equal(t, []string{"面积", "1,234.50 m²"}, wrap("面积 1,234.50 m²", 12))
	assert.Equal(t, []string{""}, wrap("", 8))
	letters := []rune("ab 永久，。（）1. ")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom(letters), 0, 60, -1).Draw(t, "text")
		n := rapid.IntRange(4, 30).Draw(t, "columns")
		lines := wrap(s, n)
		assert.Equal(t, strings.ReplaceAll(s, " ", ""), strings.ReplaceAll(strings.Join(lines, ""), " ", ""))
		for _, l := range lines {
			if columns(l) > n {
				assert.Len(t, pieces(strings.TrimSpace(l)), 1, "%q is wider than %d", l, n)
			}
		}
	})
}

func TestCut(t *testing.T) {
	assert.Equal(t, "永久基本", cut("永久基本", 8))
	assert.Equal(t, "永久..", cut("永久基本", 7))
}
