package quota

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
)

var (
	msgQuotaTwoAreas  = message.New("quota.two_areas", "entry {id}: the area is given in hectares and in square metres", "记录 {id}：面积既写了公顷又写了平方米")
	msgQuotaYear      = message.New("quota.year", "{text} is not a year", "{text} 不是年度")
	msgQuotaCsvColumn = message.New("quota.csv_column", "column {column}: {name} is unknown or there twice", "第 {column} 列：列名 {name} 不认识或重复")
	msgQuotaCsvText   = message.New("quota.csv_text", "column {column} is longer than {limit} bytes", "{column} 列的内容超过 {limit} 字节")
	msgQuotaCsvFields = message.New("quota.csv_fields", "the row has not as many columns as the first line", "该行的列数与首行不同")
	msgQuotaCsvQuote  = message.New("quota.csv_quote", "a quotation mark is not closed, or stands in a field that is not quoted",
		"引号没有成对，或者出现在没有加引号的单元格里")
	msgQuotaCsv = message.New("quota.csv", "{reason}", "表格格式有误：{reason}")
)

// A row is an entry that is being read. An area may be in square metres instead.
type row struct {
	Entry
	metres string
}

// entry returns the entry with its area, however that was given.
func (r *row) entry() (Entry, error) {
	e := r.Entry
	if r.metres == "" {
		return e, nil
	}
	if e.Area != 0 {
		return e, refuse(ErrEntry, msgQuotaTwoAreas, "id", clip(e.ID))
	}
	var err error
	e.Area, err = parseSquareMetres(r.metres)
	return e, err
}

// A column is what a table may have: its names in the first line, and what a cell
// says of the entry.
type column struct {
	names []string // the first is that of the JSON, and of messages
	read  func(r *row, cell string) error
}

var columnTable = []column{
	{[]string{"id", "编号", "台账编号"}, text(func(r *row) *string { return &r.ID })},
	{[]string{"kind", "类型", "事项"}, func(r *row, cell string) error { r.Kind = kindNamed(cell); return nil }},
	{[]string{"region", "区划代码", "行政区代码"}, text(func(r *row) *string { return &r.Region })},
	{[]string{"parent", "上级代码"}, text(func(r *row) *string { return &r.Parent })},
	{[]string{"period", "计划年度", "年度"}, readYear},
	{[]string{"date", "日期"}, text(func(r *row) *string { return &r.Date })},
	{[]string{"project", "项目", "项目编号"}, text(func(r *row) *string { return &r.Project })},
	{[]string{"area_ha", "面积（公顷）", "面积(公顷)"}, number(func(r *row) *Hectares { return &r.Area }, roundHectares)},
	{[]string{"area_m2", "面积（平方米）", "面积(平方米)"}, text(func(r *row) *string { return &r.metres })},
	{[]string{"rate", "比例"}, number(func(r *row) *Rate { return &r.Rate }, ParseRate)},
	{[]string{"amount_ha", "数额（公顷）", "数额(公顷)"}, number(func(r *row) *Hectares { return &r.Amount }, ParseHectares)},
	{[]string{"source", "来源", "依据"}, text(func(r *row) *string { return &r.Source })},
	{[]string{"note", "备注"}, text(func(r *row) *string { return &r.Note })},
}

// text reads a cell as it is.
func text(field func(*row) *string) func(*row, string) error {
	return func(r *row, cell string) error {
		*field(r) = cell
		return nil
	}
}

// number reads a cell that may be empty.
func number[T Hectares | Rate](field func(*row) *T, parse func(string) (T, error)) func(*row, string) error {
	return func(r *row, cell string) error {
		if cell == "" {
			return nil
		}
		var err error
		*field(r), err = parse(cell)
		return err
	}
}

// roundHectares reads an area of a new entry.
func roundHectares(cell string) (Hectares, error) { return parseHectares(cell, true) }

func readYear(r *row, cell string) error {
	year, err := strconv.Atoi(cell)
	if err != nil {
		return refuse(ErrEntry, msgQuotaYear, "text", strconv.Quote(clip(cell)))
	}
	r.Period = year
	return nil
}

// readTable yields the entries of a CSV file to the end, or to the first error.
func readTable(in io.Reader, o ReadOptions, yield func(Entry, error) bool) error {
	table := csv.NewReader(decoded(in))
	table.ReuseRecord = true
	table.TrimLeadingSpace = true
	head, err := table.Read()
	if err == io.EOF {
		return nil
	}
	if err != nil {
		return rowError(o.Name, err)
	}
	columns, err := readHead(head, o.Name)
	if err != nil {
		return err
	}
	for {
		cells, err := table.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return rowError(o.Name, err)
		}
		line, _ := table.FieldPos(0)
		e, err := readRow(columns, cells, o.Limits.Text)
		if err != nil {
			return message.At(err, message.Place{File: o.Name, Line: line})
		}
		if !yield(e, nil) {
			return nil
		}
	}
}

// readHead finds the column of each name.
func readHead(head []string, file string) ([]*column, error) {
	found := make([]*column, len(head))
	for i, name := range head {
		name := strings.TrimSpace(name)
		at := slices.IndexFunc(columnTable, func(c column) bool { return slices.Contains(c.names, name) })
		if at < 0 || slices.Contains(found, &columnTable[at]) {
			return nil, msgQuotaCsvColumn.Error(message.ErrSyntax, message.Place{File: file, Line: 1},
				"column", i+1, "name", strconv.Quote(clip(name)))
		}
		found[i] = &columnTable[at]
	}
	return found, nil
}

func readRow(columns []*column, cells []string, limit int) (Entry, error) {
	var r row
	for i, c := range columns {
		cell := strings.TrimSpace(cells[i])
		if len(cell) > limit {
			return r.Entry, msgQuotaCsvText.Error(message.ErrLimit, message.Place{}, "column", c.names[0], "limit", limit)
		}
		if err := c.read(&r, strings.Clone(cell)); err != nil {
			return r.Entry, err
		}
	}
	return r.entry()
}

// rowError says what is wrong with the form of a row.
func rowError(file string, err error) error {
	at := message.Place{File: file}
	var syntax *csv.ParseError
	if !errors.As(err, &syntax) {
		return err
	}
	at.Line = syntax.Line
	switch {
	case errors.Is(err, csv.ErrFieldCount):
		return msgQuotaCsvFields.Error(message.ErrSyntax, at)
	case errors.Is(err, csv.ErrBareQuote), errors.Is(err, csv.ErrQuote):
		return msgQuotaCsvQuote.Error(message.ErrSyntax, at)
	}
	return msgQuotaCsv.Error(message.ErrSyntax, at, "reason", syntax.Err)
}
