package quota

import (
	"encoding/json"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/sanxian/sanxian/boundary"
)

func collect(seq iter.Seq2[Entry, error]) (all []Entry, err error) {
	for e, err := range seq {
		if err != nil {
			return all, err
		}
		all = append(all, e)
	}
	return all, nil
}

const chineseTable = `编号,事项,区划代码,上级代码,计划年度,日期,面积（平方米）,比例,备注
1,预支,371521,371500,2024,2024-01-02,123456.5,,"一,二"
2,闲置处置,371521,,2024,2024-03-01,10000,50%,
`

func TestReadTable(t *testing.T) {
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(chineseTable)
	require.NoError(t, err)
	for _, text := range []string{chineseTable, "\uFEFF" + chineseTable, gbk, strings.ReplaceAll(chineseTable, "\n", "\r\n")} {
		got, err := collect(Read(strings.NewReader(text), nil))
		require.NoError(t, err)
		require.Equal(t, []Entry{
			{ID: "1", Kind: Advance, Region: "371521", Parent: "371500", Period: 2024, Date: "2024-01-02", Area: 123457, Note: "一,二"},
			{ID: "2", Kind: EarnedIdle, Region: "371521", Period: 2024, Date: "2024-03-01", Area: 10000, Rate: MustRate("0.5")},
		}, got)
	}
	got, err := collect(Read(strings.NewReader(""), nil))
	require.NoError(t, err)
	require.Empty(t, got)
}

// An area is rounded half-up once, when the entry is made, in either unit.
func TestAreasAreRoundedWhenRead(t *testing.T) {
	for text, want := range map[string]Hectares{"1.00004999": 10000, "1.00005": 10001, "0.00005": 1, "-1.00005": -10001, "-1.00004": -10000, "-0.00005": -1, ".12345": 1235, "1.5": 15000} {
		got, err := collect(Read(strings.NewReader("id,area_ha\na,"+text+"\n"), nil))
		require.NoError(t, err, text)
		require.Equal(t, want, got[0].Area, text)
		if text[0] == '.' {
			continue // no number of JSON
		}
		got, err = collect(Read(strings.NewReader(`{"id":"a","area_ha":`+text+`}`), nil))
		require.NoError(t, err, text)
		require.Equal(t, want, got[0].Area, text)
	}
}

func TestReadCSVErrors(t *testing.T) {
	for text, want := range map[string]string{
		"id,colour\n":                    `f.csv, line 1: column 2: "colour" is unknown`,
		"id,id\n":                        `column 2: "id" is unknown or there twice`,
		"id,period\na,2024\nb,last\n":    `f.csv, line 3: "last" is not a year`,
		"id,area_ha\na,1.0000x\n":        `f.csv, line 2: "1.0000x" is not a decimal number of hectares`,
		"id,amount_ha\na,1.00001\n":      `f.csv, line 2: 1.00001 has more than four decimals`,
		"id,rate\na,x\n":                 `f.csv, line 2: "x" is not a rate`,
		"id,area_ha,area_m2\na,1,10\n":   `line 2: entry a: the area is given in hectares and in square metres`,
		"id,kind\na\n":                   `f.csv, line 2: the row has not as many columns as the first line`,
		"id,kind\na,\"b\n":               `a quotation mark is not closed`,
		"id\n" + strings.Repeat("a", 99): "more than 50 bytes",
	} {
		_, err := collect(Read(strings.NewReader(text), &ReadOptions{Name: "f.csv", Limits: boundary.Limits{Bytes: 50}}))
		require.ErrorContains(t, err, want)
	}
}

func TestReadJSON(t *testing.T) {
	e := Entry{ID: "1", Kind: EarnedIdle, Region: "371521", Period: 2024, Date: "2024-01-02", Area: 100, Rate: MustRate("1/3"), Amount: 33, Source: "<&>\u2028\"\\", Note: "备"}
	one, err := json.Marshal(e)
	require.NoError(t, err)
	for _, text := range []string{"[" + string(one) + "]", "\uFEFF [" + string(one) + "]\n", string(one), string(e.appendJSON(nil))} {
		got, err := collect(Read(strings.NewReader(text), nil))
		require.NoError(t, err, text)
		require.Equal(t, []Entry{e}, got)
	}
	got, err := collect(Read(strings.NewReader(string(one)+"\n"+string(one)), nil))
	require.NoError(t, err)
	require.Len(t, got, 2)
	got, err = collect(Read(strings.NewReader(`{"id":"a","kind":"预支","area_m2":0.5}`), nil))
	require.NoError(t, err)
	require.Equal(t, []Entry{{ID: "a", Kind: Advance, Area: 1}}, got)

	for text, want := range map[string]string{
		`[{"id":"a"},{"id":"b","area":1}]`:     "f.json, line 2",
		`[{"id":"a","area_ha":1e3}]`:           `"1e3" is not a decimal number`,
		`[{"id":"a"}`:                          "f.json",
		`{"id":"a"} x`:                         "f.json, line 2",
		`[{"id":"a","area_ha":1,"area_m2":1}]`: "in hectares and in square metres",
	} {
		_, err := collect(Read(strings.NewReader(text), &ReadOptions{Name: "f.json"}))
		require.ErrorContains(t, err, want, text)
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add([]byte(chineseTable))
	f.Add([]byte("id,kind,region,period,date,area_ha,rate\na,advance,1,2024,2024-01-01,1.5,\n"))
	f.Add([]byte{0xd6, 0xd0, ',', '"'})
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, _ := collect(Read(strings.NewReader(string(data)), nil))
		post(t, entries)
	})
}

func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(`[{"id":"a","kind":"advance","region":"1","period":2024,"date":"2024-01-01","area_ha":1.5}]`))
	f.Add([]byte(`{"id":"a","kind":"earned_idle","region":"1","parent":"2","period":2024,"date":"2024-01-01","area_m2":7,"rate":"1/3"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, _ := collect(Read(strings.NewReader(string(data)), nil))
		post(t, entries)
	})
}

// post adds what was read to a ledger; what it takes must come back from the
// written form by both decoders.
func post(t *testing.T, entries []Entry) {
	l := New(nil)
	decode := lineDecoder{words: map[string]string{}}
	for _, e := range entries {
		made, err := add(l, e)
		if err != nil {
			continue
		}
		line := made.appendJSON(nil)
		back, err := decode.entry(line)
		if err != nil || back != made {
			t.Fatalf("%s came back as %+v, %v", line, back, err)
		}
		var slow Entry
		if err := json.Unmarshal(line, &slow); err != nil || slow != made {
			t.Fatalf("%s came back as %+v, %v", line, slow, err)
		}
	}
	for _, region := range regions(l, "") {
		b := l.Balance(region, 0)
		if b.Balance != b.Advance+b.Earned-b.Deducted-b.Used-b.Reserved {
			t.Fatalf("%+v", b)
		}
	}
}
