package geojson

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
)

// scanAll scans text as one value.
func scanAll(text string) (raw []byte, err error) {
	s := newScanner(strings.NewReader(text), codec.Limits(boundary.Limits{}))
	raw, err = s.raw()
	if err != nil {
		return nil, err
	}
	raw = bytes.Clone(raw)
	if s.peek(); s.pos < s.end || s.err != io.EOF {
		return nil, s.unexpected("the end")
	}
	return raw, nil
}

// The scanner takes what encoding/json takes, but for text that is not UTF-8.
func TestScannerAgreesWithEncodingJSON(t *testing.T) {
	texts := []string{
		"", " ", "1", "-0", "-", "01", "1.", ".5", "1e", "1e+", "1e+5", "1E-5", "0.0", "--1", "1.2.3", "+1", "Infinity", "NaN", "0x1", "1_000",
		"true", "tru", "trueX", "false", "null", "nul", `""`, `"`, `"\"`, `"\""`, `"\u12"`, `"\u12G4"`, `"\uD800"`, `"\x"`, "\"\x01\"", "\"\x7f\"", `"水田"`,
		"{}", "{", "}", `{"a"}`, `{"a":}`, `{"a":1}`, `{"a":1,}`, `{,}`, `{"a":1 "b":2}`, `{1:2}`, `{"a":1,"a":2}`,
		"[]", "[", "]", "[1,]", "[,1]", "[1 2]", "[[[]]]", "[}", `[{"a":[{}]}]`, "[1]x", "[1]\x00", "\ufeff1", "// 1", "1 2",
	}
	for _, text := range texts {
		raw, err := scanAll(text)
		require.Equal(t, json.Valid([]byte(text)), err == nil, "%q: %v", text, err)
		if err == nil {
			require.Equal(t, strings.TrimSpace(text), string(raw))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"{", "}", "[", "]", ",", ":", `"a"`, `"\u00e9"`, "1", "-2.5e3", "0", ".", "e", "true", "null", " ", "\n"}), 0, 12).Draw(t, "tokens"), "")
		_, err := scanAll(text)
		require.Equal(t, json.Valid([]byte(text)), err == nil, "%q: %v", text, err)
	})
}

// Numbers that take the short way have the same bits as those of strconv.
func TestDecimal(t *testing.T) {
	short := 0
	check := func(t require.TestingT, text string) {
		v, n := decimal([]byte(text + ","))
		if n == 0 {
			return
		}
		short++
		require.True(t, isNumber([]byte(text[:n])), text)
		want, err := strconv.ParseFloat(text[:n], 64)
		require.NoError(t, err)
		require.Equal(t, math.Float64bits(want), math.Float64bits(v), text)
		require.Len(t, text, n)
	}
	for _, text := range []string{
		"0", "-0", "0.0", "-0.5", "00", "01", "1.", ".1", "-", "", "1e5", "1.5e5", "115.98715817168949", "9007199254740992", "9007199254740993",
		"0.0000000000000000001", "1234567890123456789012", "9999999999999999999", "18446744073709551617", "39408000.1234", "1-2", "1..2",
	} {
		check(t, text)
	}
	require.Equal(t, 6, short)
	rapid.Check(t, func(t *rapid.T) {
		check(t, rapid.StringMatching(`-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?`).Draw(t, "number"))
		check(t, fmt.Sprintf("%.*f", rapid.IntRange(0, 17).Draw(t, "decimals"), rapid.Float64Range(-180, 180).Draw(t, "v")))
	})
	// A number that may go on in the next buffer is not taken.
	_, n := decimal([]byte("12"))
	require.Zero(t, n)
}

// Memory is that of some features, not of the file.
func TestMemoryIsBounded(t *testing.T) {
	data := manyFeatures(5000)
	require.Greater(t, len(data), 8*bufferSize)
	n := 0
	q := codec.NewQueue(func(boundary.Feature, error) bool { n++; return true })
	defer q.Stop()
	r := newReader(context.Background(), bytes.NewReader(data), nil, q)
	require.NoError(t, r.texts())
	require.True(t, q.Flush())
	require.Equal(t, 5000, n)
	require.Len(t, r.scanner.buf, bufferSize)
	require.Less(t, cap(r.shape.points), n) // shapes are used again, also by other tests
}

func TestAppendQuoted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		quoted := appendQuoted(nil, text)
		require.True(t, json.Valid(quoted))
		require.Equal(t, strings.ToValidUTF8(text, "\ufffd"), unquote(quoted))
	})
}
