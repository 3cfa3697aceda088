package wkb

import (
	"context"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/boundary/internal/rows"
	"github.com/sanxian/sanxian/message"
)

var (
	msgWkbNothing = message.New("wkb.nothing", "there is no WKB: the input is empty", "内容为空，没有 WKB 图形")
	msgWkbStart   = message.New("wkb.start", "this is neither WKB nor its hexadecimal text: it begins with {text}", "内容既不是 WKB，也不是其十六进制文本：开头为 {text}")
	msgWkbHex     = message.New("wkb.hex", "character {position} is {character}, not a hexadecimal digit", "第 {position} 个字符 {character} 不是十六进制数字")
	msgWkbHexOdd  = message.New("wkb.hex_odd", "the hexadecimal text has an odd number of digits, {count}: it was cut off", "十六进制文本共 {count} 位，为奇数，内容被截断")
)

// Options say how geometries are read. Nil means the defaults. Reading.Note is
// used by Read only; Unmarshal and Value return their notes.
type Options struct {
	boundary.Reading
}

// Unmarshal reads one geometry, in binary or as hexadecimal text. Notes say
// what was assumed and repaired.
func Unmarshal(ctx context.Context, b []byte, opt *Options) (*boundary.Boundary, []message.Note, error) {
	if opt == nil {
		opt = &Options{}
	}
	g, err := unmarshal(ctx, b, opt)
	return g.Unpack(opt.Name, err)
}

func unmarshal(ctx context.Context, b []byte, opt *Options) (rows.Geometry, error) {
	limits := codec.Limits(opt.Limits)
	if int64(len(b)) > limits.Bytes {
		return rows.Geometry{}, rows.TooManyBytes(limits.Bytes)
	}
	if len(b) == 0 || b[0] > 1 { // a binary geometry begins with its byte order
		var err error
		if b, err = decodeHex(b); err != nil {
			return rows.Geometry{}, err
		}
	}
	d := decoder{b: b, limits: limits, empties: opt.KeepEmpty}
	if err := d.decode(); err != nil {
		return rows.Geometry{}, err
	}
	return rows.NewGeometry(ctx, &opt.Reading, d.srid, d.polygons, d.notes())
}

// decodeHex returns the bytes of hexadecimal text, white space around it and a
// prefix allowed.
func decodeHex(text []byte) ([]byte, error) {
	digits, before := trim(text)
	if len(digits) == 0 {
		return nil, msgWkbNothing.Error(message.ErrSyntax, message.Place{})
	}
	// The first byte is the byte order, 00 or 01.
	if len(digits) < 2 || digits[0] != '0' || digits[1] != '0' && digits[1] != '1' {
		return nil, msgWkbStart.Error(message.ErrSyntax, message.Place{},
			"text", strconv.QuoteToASCII(string(digits[:min(len(digits), 16)])))
	}
	out := make([]byte, len(digits)/2)
	for i, c := range digits {
		v := digitValue(c)
		if v > 15 {
			return nil, msgWkbHex.Error(message.ErrSyntax, message.Place{},
				"position", before+i+1, "character", strconv.QuoteToASCII(string(rune(c))))
		}
		if i/2 < len(out) {
			out[i/2] = out[i/2]<<4 | v
		}
	}
	if len(digits)%2 != 0 {
		return nil, msgWkbHexOdd.Error(message.ErrSyntax, message.Place{},
			"count", len(digits))
	}
	return out, nil
}

// trim returns the text without white space around it and without a prefix,
// and how many bytes of it were before.
func trim(text []byte) (digits []byte, before int) {
	space := func(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }
	end := len(text)
	for end > 0 && space(text[end-1]) {
		end--
	}
	for before < end && space(text[before]) {
		before++
	}
	rest := text[before:end]
	// In COPY's text format the backslash of bytea is itself escaped.
	for _, prefix := range []string{`\x`, `\X`, `0x`, `0X`, `\\x`} {
		if len(rest) >= len(prefix) && string(rest[:len(prefix)]) == prefix {
			return rest[len(prefix):], before + len(prefix)
		}
	}
	return rest, before
}

// digitValue returns the value of a hexadecimal digit, more than 15 for any
// other character.
func digitValue(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 0xff
}
