package quota

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/bounded"
	"github.com/sanxian/sanxian/message"
)

var msgQuotaFileSize = message.New("quota.file_size", "more than {limit} bytes", "文件超过 {limit} 字节")

// ReadOptions say how a file of entries is read. Nil means the defaults.
type ReadOptions struct {
	Name   string          // file name for errors
	Limits boundary.Limits // Bytes and Text are used
}

// Read reads new entries from a table (CSV) or from JSON: whatever begins with
// "[" or "{" is JSON.
//
// A table has a first line of column names, in English or Chinese: id, kind,
// region, parent, period, date, project, area_ha or area_m2, rate, amount_ha,
// source, note. Its text is UTF-8, with or without a byte order mark, or GB 18030
// as spreadsheets in China write it.
//
// JSON is objects with members of the same names, one after the other or in an
// array. A member that no entry has is refused, so that a misspelt area is not
// taken for none.
//
// An area is rounded half-up to the whole square metre, 0.0001 hectares, here; an
// amount must be whole.
func Read(r io.Reader, opt *ReadOptions) iter.Seq2[Entry, error] {
	if opt == nil {
		opt = &ReadOptions{}
	}
	o := *opt
	if o.Limits.Bytes == 0 {
		o.Limits.Bytes = 4 << 30
	}
	if o.Limits.Text == 0 {
		o.Limits.Text = 16 << 20
	}
	return func(yield func(Entry, error) bool) {
		over := false
		in := bufio.NewReaderSize(bounded.NewReader(r, bounded.NewBudget(o.Limits.Bytes), func(int64) error {
			over = true
			return message.ErrLimit
		}), 1<<16)
		if mark, _ := in.Peek(3); string(mark) == "\uFEFF" {
			_, _ = in.Discard(3)
		}
		var err error
		switch first := firstByte(in); first {
		case '[', '{':
			err = readJSON(in, first == '[', o.Name, yield)
		default:
			err = readTable(in, o, yield)
		}
		if err != nil && over {
			err = msgQuotaFileSize.Error(message.ErrLimit, message.Place{File: o.Name}, "limit", o.Limits.Bytes)
		}
		if err != nil {
			yield(Entry{}, err)
		}
	}
}

// firstByte looks at the first byte that is no white space, or returns 0.
func firstByte(in *bufio.Reader) byte {
	for n := 1; ; n++ {
		start, err := in.Peek(n)
		if err != nil {
			return 0
		}
		if c := start[n-1]; !bytes.ContainsRune([]byte(" \t\r\n"), rune(c)) {
			return c
		}
	}
}

// readJSON yields the entries of a JSON file to the end, or to the first error.
func readJSON(in io.Reader, array bool, file string, yield func(Entry, error) bool) error {
	number := 1
	located := func(err error) error { return message.At(err, message.Place{File: file, Line: number}) }
	d := json.NewDecoder(in)
	d.DisallowUnknownFields()
	if array {
		if _, err := d.Token(); err != nil {
			return located(err)
		}
	}
	for ; d.More(); number++ {
		e, err := readObject(d)
		if err != nil {
			return located(err)
		}
		if !yield(e, nil) {
			return nil
		}
	}
	_, err := d.Token() // the closing bracket, or the end
	if err == nil || err == io.EOF && !array {
		return nil
	}
	return located(err)
}

func readObject(d *json.Decoder) (Entry, error) {
	var j struct {
		entryJSON
		Area   json.Number `json:"area_ha"`
		Metres json.Number `json:"area_m2"`
	}
	if err := d.Decode(&j); err != nil {
		return Entry{}, err
	}
	r := row{j.entry(), string(j.Metres)}
	r.Kind = kindNamed(string(r.Kind))
	if j.Area != "" {
		var err error
		if r.Area, err = roundHectares(string(j.Area)); err != nil {
			return Entry{}, err
		}
	}
	return r.entry()
}

// decoded turns GB 18030 into UTF-8. The first 64 KiB decide.
func decoded(r io.Reader) io.Reader {
	in := bufio.NewReaderSize(r, 1<<16)
	start, _ := in.Peek(1 << 16)
	for len(start) > 0 {
		c, n := utf8.DecodeRune(start)
		if c == utf8.RuneError && n == 1 && utf8.FullRune(start) {
			return simplifiedchinese.GB18030.NewDecoder().Reader(in)
		}
		start = start[n:]
	}
	return in
}
