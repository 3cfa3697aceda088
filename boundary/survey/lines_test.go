package survey

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/message"
)

// endless gives the same bytes for ever and counts them.
type endless struct {
	text string
	read int64
}

func (e *endless) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		n += copy(p[n:], e.text)
	}
	e.read += int64(n)
	return n, nil
}

func TestLimits(t *testing.T) {
	limit := func(l boundary.Limits) *Options { return &Options{Reading: boundary.Reading{Limits: l}} }
	open := strings.TrimSuffix(head, "\n") + "\n4,,A,,面,,,,@\n"
	tests := map[string]struct {
		file, more string
		opt        *Options
		code       string
		most       int64 // bytes read
	}{
		"one line":     {"", "1", nil, "survey.line_long", 2 << 20},
		"short lines":  {"", "1", limit(boundary.Limits{Text: 100}), "survey.line_long", 1 << 18},
		"bytes":        {open, "J1,1,4035000.00,39409000.00\n", limit(boundary.Limits{Bytes: 100_000}), "survey.file_long", 1 << 18},
		"points":       {open, "J1,1,4035000.00,39409000.00\n", limit(boundary.Limits{Vertices: 1000}), "survey.points", 1 << 18},
		"parcels":      {head, plot, limit(boundary.Limits{Features: 10}), "survey.parcels", 1 << 18},
		"blank header": {"", "x\n", nil, "survey.header_long", 1 << 18},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			more := &endless{text: test.more}
			_, err := boundary.Collect(Read(context.Background(), io.MultiReader(strings.NewReader(test.file), more), test.opt))
			require.ErrorIs(t, err, message.ErrLimit)
			var e *message.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, test.code, e.Code)
			require.LessOrEqual(t, more.read, test.most)
		})
	}

	_, err := boundary.Collect(Read(context.Background(), strings.NewReader(head+plot+hole), limit(boundary.Limits{Rings: 1})))
	require.ErrorIs(t, err, message.ErrLimit)

	// A file of just the limit is whole; one byte more is not.
	for _, size := range []int{2, 3, 500} {
		text := strings.Repeat(" ", size)
		_, err = boundary.Collect(Read(context.Background(), strings.NewReader(text), limit(boundary.Limits{Bytes: int64(size)})))
		require.ErrorIs(t, err, message.ErrSyntax) // no survey file, but read to its end
		_, err = boundary.Collect(Read(context.Background(), strings.NewReader(text+" "), limit(boundary.Limits{Bytes: int64(size)})))
		require.ErrorIs(t, err, message.ErrLimit)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestReadFailure(t *testing.T) {
	broken := errors.New("the wire was cut")
	_, err := boundary.Collect(Read(context.Background(), io.MultiReader(strings.NewReader(head+plot), failing{broken}), nil))
	require.ErrorIs(t, err, broken)
	var e *message.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, 19, e.Place.Line)
}

func TestEncodingGuess(t *testing.T) {
	tests := map[string]struct {
		text, encoding string
		noted          bool
	}{
		"ASCII":                    {"4035000,39409000\n", "", false},
		"UTF-8":                    {"序号,地块号\n", utf8Name, false},
		"GBK that could be UTF-8":  {"\xc1\xaa\xcd\xa8\n", gb18030Name, true}, // 联通
		"GBK known":                {gbk(t, "[属性描述]"), gb18030Name, false},
		"GBK unknown":              {gbk(t, "甲地"), gb18030Name, true},
		"late UTF-8":               {strings.Repeat("4035000,39409000\n", 8000) + "地块,,,\n", utf8Name, false},
		"window cuts a character":  {"a" + strings.Repeat("地块坐标\n", 16000), utf8Name, false},
		"window cuts a character1": {"aa" + strings.Repeat("地块坐标\n", 16000), utf8Name, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			noted := false
			l := newLines(strings.NewReader(test.text), codec.Limits(boundary.Limits{}), func(n message.Note) { noted = noted || n.Code == "survey.encoding" })
			for {
				if _, err := l.next(); err != nil {
					require.ErrorIs(t, err, io.EOF)
					break
				}
			}
			require.Equal(t, test.encoding, l.encoding)
			require.Equal(t, test.noted, noted)
		})
	}

	// A rare character needs the four bytes of GB18030.
	rare, err := simplifiedchinese.GB18030.NewEncoder().String(strings.Replace(head+plot, "地块甲", "𠮷村", 1))
	require.NoError(t, err)
	r := readText(rare, nil)
	require.NoError(t, r.err)
	require.Equal(t, "𠮷村", r.features[0].Properties.Text(FieldName))

	mixed := readText(head+plot+gbk(t, strings.Replace(plot, "地块甲", "地块乙", 1)), nil)
	require.NoError(t, mixed.err)
	require.Equal(t, "地块乙", mixed.features[1].Properties.Text(FieldName))
	require.Equal(t, 19, mixed.note(t, "survey.encoding_mixed").Place.Line)
}

func TestLineEnds(t *testing.T) {
	for _, text := range []string{"a\nb\n\nc", "a\r\nb\r\n\r\nc\r\n", "a\rb\r\rc\r", "a\nb\r\n\rc"} {
		l := newLines(strings.NewReader(text), codec.Limits(boundary.Limits{}), nil)
		for i, want := range []string{"a", "b", "", "c"} {
			got, err := l.next()
			require.NoError(t, err)
			require.Equal(t, want, got)
			require.Equal(t, i+1, l.number)
		}
		_, err := l.next()
		require.ErrorIs(t, err, io.EOF)
	}
}
