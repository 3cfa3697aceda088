package survey

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// A result is all that came out of a file.
type result struct {
	features []boundary.Feature
	remarks  []message.Note
	headers  []Header
	err      error
}

func readText(text string, opt *Options) result {
	var r result
	o := Options{}
	if opt != nil {
		o = *opt
	}
	o.Name = "test.txt"
	o.Note = func(n message.Note) { r.remarks = append(r.remarks, n) }
	o.Header = func(h Header) { r.headers = append(r.headers, h) }
	r.features, r.err = boundary.Collect(Read(context.Background(), strings.NewReader(text), &o))
	return r
}

// codes returns the codes of all notes, file-level first.
func (r result) codes() []string {
	var out []string
	for _, n := range r.remarks {
		out = append(out, n.Code)
	}
	for _, f := range r.features {
		for _, n := range f.Notes {
			if strings.HasPrefix(n.Code, "survey.") {
				out = append(out, n.Code)
			}
		}
	}
	return out
}

// note returns the note with a code.
func (r result) note(t *testing.T, code string) message.Note {
	t.Helper()
	all := r.remarks
	for _, f := range r.features {
		all = append(all, f.Notes...)
	}
	for _, n := range all {
		if n.Code == code {
			return n
		}
	}
	require.Failf(t, "no such note", "%s in %v", code, all)
	return message.Note{}
}

func gbk(t testing.TB, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GBK.NewEncoder().String(s)
	require.NoError(t, err)
	return out
}

const head = `[属性描述]
格式版本号=1.01版本
数据产生单位=自然资源部
数据产生日期=2019-4-19
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=39
精度=0.01
转换参数=0,0,0,0,0,0,0
[地块坐标]
`

// 200 m × 100 m in zone 39: 2 ha.
const plot = `5,2.0000,A1,地块甲,面,I50G001,工业,0601,@
J1,1,4035000.00,39409000.00
J2,1,4035000.00,39409200.00
J3,1,4035100.00,39409200.00
J4,1,4035100.00,39409000.00
J1,1,4035000.00,39409000.00
`

// 20 m × 10 m in the plot: 0.02 ha.
const hole = `J5,2,4035040.00,39409050.00
J6,2,4035050.00,39409050.00
J7,2,4035050.00,39409070.00
J8,2,4035040.00,39409070.00
J5,2,4035040.00,39409050.00
`

// plotPoints are the vertices of the plot in zone 39.
var plotPoints = []boundary.Point{{X: 39409000, Y: 4035000}, {X: 39409200, Y: 4035000}, {X: 39409200, Y: 4035100}, {X: 39409000, Y: 4035100}}

func requirePlot(t *testing.T, f boundary.Feature, points []boundary.Point) {
	t.Helper()
	polygons := f.Boundary.Polygons()
	require.Len(t, polygons, 1)
	require.Len(t, polygons[0], 1)
	require.Equal(t, points, []boundary.Point(polygons[0][0][:4]))
	require.InDelta(t, 20000, float64(f.Boundary.Area()), 10)
}
