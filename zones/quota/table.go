package quota

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgQuotaCsvSize   = message.New("quota.csv_size", "more than {limit} bytes", "文件超过 {limit} 字节")
	msgQuotaCsvColumn = message.New("quota.csv_column", "column {column}: {name} is unknown or there twice", "第 {column} 列：列名 {name} 不认识或重复")
	msgQuotaCsvFields = message.New("quota.csv_fields", "the row has not as many columns as the first line", "该行的列数与首行不同")
	msgQuotaCsvQuote  = message.New("quota.csv_quote", "a quotation mark is not closed, or stands in a field that is not quoted", "引号没有成对，或者出现在没有加引号的单元格里")
	msgQuotaCsv       = message.New("quota.csv", "{reason}", "表格格式有误：{reason}")
	msgQuotaCsvText   = message.New("quota.csv_text", "column {column} is longer than {limit} bytes", "{column} 列的内容超过 {limit} 字节")
	msgQuotaYear      = message.New("quota.year", "{text} is not a year", "{text} 不是年度")
	msgQuotaTwoAreas  = message.New("quota.two_areas", "entry {id}: the area is given in hectares and in square metres", "记录 {id}：面积既写了公顷又写了平方米")
	msgQuotaJsonSize  = message.New("quota.json_size", "more than {limit} bytes", "文件超过 {limit} 字节")
)

// ReadOptions say how a file of entries is read. Nil means the defaults.
type ReadOptions struct {
	Name   string          // file name for errors
	Limits boundary.Limits // Bytes and Text are used
}

func (o *ReadOptions) orDefault() ReadOptions {
	if o == nil {
		o = &ReadOptions{}
	}
	in := *o
	if in.Limits.Bytes == 0 {
		in.Limits.Bytes = 4 << 30
	}
	if in.Limits.Text == 0 {
		in.Limits.Text = 16 << 20
	}
	return in
}

// columns are the names that a column may have in the first line of a table.
var columns = map[string]string{
	"id": "id", "编号": "id", "台账编号": "id",
	"kind": "kind", "类型": "kind", "事项": "kind",
	"region": "region", "区划代码": "region", "行政区代码": "region",
	"parent": "parent", "上级代码": "parent",
	"period": "period", "计划年度": "period", "年度": "period",
	"date": "date", "日期": "date",
	"project": "project", "项目": "project", "项目编号": "project",
	"area_ha": "area_ha", "面积（公顷）": "area_ha", "面积(公顷)": "area_ha",
	"area_m2": "area_m2", "面积（平方米）": "area_m2", "面积(平方米)": "area_m2",
	"rate": "rate", "比例": "rate",
	"amount_ha": "amount_ha", "数额（公顷）": "amount_ha", "数额(公顷)": "amount_ha",
	"source": "source", "来源": "source", "依据": "source",
	"note": "note", "备注": "note",
}

// ReadCSV reads entries from a table with a first line of column names, in
// English or Chinese: id, kind, region, parent, period, date, project, area_ha
// or area_m2, rate, amount_ha, source, note. An area is rounded half-up to the
// whole square metre, 0.0001 hectares, here; an amount must be. The text is UTF-8, with or without
// a byte order mark, or GB 18030 as spreadsheets in China write it.
func ReadCSV(r io.Reader, opt *ReadOptions) iter.Seq2[Entry, error] {
	o := opt.orDefault()
	return func(yield func(Entry, error) bool) {
		limited := &limitedReader{r: r, left: o.Limits.Bytes}
		table := csv.NewReader(decoded(limited))
		table.ReuseRecord = true
		table.TrimLeadingSpace = true
		fail := func(err error) {
			at := message.Place{File: o.Name}
			var syntax *csv.ParseError
			switch {
			case limited.over:
				err = msgQuotaCsvSize.Error(message.ErrLimit, at, "limit", o.Limits.Bytes)
			case errors.As(err, &syntax):
				at.Line = syntax.Line
				err = rowError(at, syntax.Err)
			}
			yield(Entry{}, err)
		}
		head, err := table.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			fail(err)
			return
		}
		names := make([]string, len(head))
		seen := map[string]bool{}
		for i, text := range head {
			name := columns[strings.TrimSpace(text)]
			if name == "" || seen[name] {
				fail(msgQuotaCsvColumn.Error(message.ErrSyntax, message.Place{File: o.Name, Line: 1},
					"column", i+1, "name", strconv.Quote(clip(text))))
				return
			}
			names[i], seen[name] = name, true
		}
		for {
			row, err := table.Read()
			if err == io.EOF {
				return
			}
			if err != nil {
				fail(err)
				return
			}
			line, _ := table.FieldPos(0)
			e, err := rowEntry(names, row, o.Limits.Text)
			if err != nil {
				yield(Entry{}, message.At(err, message.Place{File: o.Name, Line: line}))
				return
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// rowError says what is wrong with the form of a row.
func rowError(at message.Place, err error) error {
	switch {
	case errors.Is(err, csv.ErrFieldCount):
		return msgQuotaCsvFields.Error(message.ErrSyntax, at)
	case errors.Is(err, csv.ErrBareQuote), errors.Is(err, csv.ErrQuote):
		return msgQuotaCsvQuote.Error(message.ErrSyntax, at)
	}
	return msgQuotaCsv.Error(message.ErrSyntax, at, "reason", err)
}

func rowEntry(names, row []string, limit int) (Entry, error) {
	var e Entry
	var metres string
	for i, name := range names {
		text := strings.TrimSpace(row[i])
		if len(text) > limit {
			return e, msgQuotaCsvText.Error(message.ErrLimit, message.Place{}, "column", name, "limit", limit)
		}
		text = strings.Clone(text)
		var err error
		switch name {
		case "id":
			e.ID = text
		case "kind":
			e.Kind = kindNamed(text)
		case "region":
			e.Region = text
		case "parent":
			e.Parent = text
		case "period":
			if e.Period, err = strconv.Atoi(text); err != nil {
				err = refuse(ErrEntry, msgQuotaYear, "text", strconv.Quote(clip(text)))
			}
		case "date":
			e.Date = text
		case "project":
			e.Project = text
		case "area_ha":
			if text != "" {
				e.Area, err = roundHectares(text)
			}
		case "area_m2":
			metres = text
		case "rate":
			if text != "" {
				e.Rate, err = ParseRate(text)
			}
		case "amount_ha":
			if text != "" {
				e.Amount, err = ParseHectares(text)
			}
		case "source":
			e.Source = text
		case "note":
			e.Note = text
		}
		if err != nil {
			return e, err
		}
	}
	return withMetres(e, metres)
}

// roundHectares reads an area for a new entry, rounded half-up to four decimals.
func roundHectares(text string) (Hectares, error) {
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) <= 4 || !isDigits(fraction) {
		return ParseHectares(text)
	}
	h, err := ParseHectares(whole + "." + fraction[:4])
	switch {
	case err != nil || fraction[4] < '5':
		return h, err
	case strings.HasPrefix(whole, "-"):
		return h - 1, nil
	}
	return h + 1, nil
}

func withMetres(e Entry, metres string) (Entry, error) {
	if metres == "" {
		return e, nil
	}
	if e.Area != 0 {
		return e, refuse(ErrEntry, msgQuotaTwoAreas, "id", clip(e.ID))
	}
	var err error
	e.Area, err = ParseSquareMetres(metres)
	return e, err
}

// kindNamed accepts the Chinese name of a kind.
func kindNamed(text string) Kind {
	for i, name := range chinese {
		if text == name {
			return Kinds()[i]
		}
	}
	return Kind(text)
}

// ReadJSON reads entries written as JSON objects, one after the other or in an
// array. A field that no entry has is refused, so that a misspelt area is not
// taken for none; area_m2 may stand in place of area_ha as in ReadCSV.
func ReadJSON(r io.Reader, opt *ReadOptions) iter.Seq2[Entry, error] {
	o := opt.orDefault()
	return func(yield func(Entry, error) bool) {
		limited := &limitedReader{r: r, left: o.Limits.Bytes}
		in := bufio.NewReader(limited)
		number := 0
		fail := func(err error) {
			at := message.Place{File: o.Name, Line: number}
			if limited.over {
				err = msgQuotaJsonSize.Error(message.ErrLimit, at, "limit", o.Limits.Bytes)
			} else {
				err = message.At(err, at)
			}
			yield(Entry{}, err)
		}
		if mark, _ := in.Peek(3); string(mark) == "\uFEFF" {
			_, _ = in.Discard(3)
		}
		first, err := firstByte(in)
		if err == io.EOF {
			return
		}
		if err != nil {
			fail(err)
			return
		}
		d := json.NewDecoder(in)
		d.DisallowUnknownFields()
		array := first == '['
		if array {
			if _, err := d.Token(); err != nil {
				fail(err)
				return
			}
		}
		for d.More() {
			number++
			var j struct {
				entryJSON
				Area   json.Number `json:"area_ha"`
				Metres json.Number `json:"area_m2"`
			}
			if err := d.Decode(&j); err != nil {
				fail(err)
				return
			}
			e := j.entry()
			e.Kind = kindNamed(string(e.Kind))
			var err error
			if j.Area != "" {
				e.Area, err = roundHectares(string(j.Area))
			}
			if err == nil {
				e, err = withMetres(e, string(j.Metres))
			}
			if err != nil {
				fail(err)
				return
			}
			if !yield(e, nil) {
				return
			}
		}
		number++
		if array {
			_, err = d.Token() // the closing bracket
		} else if _, err = d.Token(); err == io.EOF {
			err = nil
		}
		if err != nil {
			fail(err)
		}
	}
}

// firstByte returns the first byte that is no white space and leaves it there.
func firstByte(in *bufio.Reader) (byte, error) {
	for {
		b, err := in.ReadByte()
		if err != nil {
			return 0, err
		}
		if !bytes.ContainsRune([]byte(" \t\r\n"), rune(b)) {
			return b, in.UnreadByte()
		}
	}
}

// decoded turns GB 18030 into UTF-8 and drops a byte order mark. The first
// 64 KiB decide.
func decoded(r io.Reader) io.Reader {
	in := bufio.NewReaderSize(r, 1<<16)
	start, _ := in.Peek(1 << 16)
	if bytes.HasPrefix(start, []byte("\uFEFF")) {
		_, _ = in.Discard(3)
		return in
	}
	for len(start) > 0 {
		c, n := utf8.DecodeRune(start)
		if c == utf8.RuneError && n == 1 && utf8.FullRune(start) {
			return simplifiedchinese.GB18030.NewDecoder().Reader(in)
		}
		start = start[n:]
	}
	return in
}

// limitedReader fails, rather than ends, beyond its limit.
type limitedReader struct {
	r    io.Reader
	left int64
	over bool
}

func (l *limitedReader) Read(p []byte) (int, error) {
	if l.left < 0 {
		l.over = true
		return 0, message.ErrLimit
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		l.over = true
		return 0, message.ErrLimit
	}
	return n, err
}
