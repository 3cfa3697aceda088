package survey

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// The ways in which real files were found broken, one test each.

func TestBreakageZoneOfHeaderAndEastingDiffer(t *testing.T) {
	r := readText(`[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=38
[地块坐标]
4,,A,,面,,,,@
J1,1,4035000.00,39438683.652
J2,1,4035000.00,39438783.652
J3,1,4035100.00,39438783.652
`, nil)
	require.NoError(t, r.err)
	require.Equal(t, 4527, r.features[0].Boundary.Frame().EPSG())
	n := r.note(t, "survey.zone_differs")
	require.True(t, n.Warning)
	require.Equal(t, map[string]string{"header": "38", "prefix": "39"}, n.Values)
}

func TestBreakageRingNumberOfClosingLine(t *testing.T) {
	closing := "J1,1,4035000.00,39409000.00\n"
	slip := strings.Replace(closing, ",1,", ",3,", 1)
	r := readText(head+strings.TrimSuffix(plot, closing)+slip, nil)
	require.NoError(t, r.err)
	requirePlot(t, r.features[0], plotPoints)
	n := r.note(t, "survey.ring_slip")
	require.Equal(t, 18, n.Place.Line)
	require.Equal(t, "A1", n.Place.Feature)

	// In front of another ring, too; and without names.
	for _, rename := range []string{"J", ""} {
		r = readText(strings.ReplaceAll(head+strings.TrimSuffix(plot, closing)+slip+hole, "J", rename), nil)
		require.NoError(t, r.err)
		r.note(t, "survey.ring_slip")
		require.InDelta(t, 19800, float64(r.features[0].Boundary.Area()), 10)
	}
}

func TestBreakageCountWithoutClosingPoint(t *testing.T) {
	for count, noted := range map[string]bool{"8": false, "10": false, "0": false, "9": true, "63": true} {
		r := readText(head+strings.Replace(plot, "5,2.0000", count+",1.98", 1)+hole, nil)
		require.NoError(t, r.err)
		require.Equal(t, noted, len(r.codes()) > 0, count)
	}
}

func TestBreakageAreaUnit(t *testing.T) {
	for area, code := range map[string]string{
		"2.0000": "", "2.00": "", "1.9991": "", "2公顷": "", "20000m2": "",
		"20001.25": "survey.area_unit", "19998": "survey.area_unit", "30": "survey.area_unit",
		"0.0200": "survey.area", "200": "survey.area", "2.05": "survey.area", "2.0亩": "survey.area",
	} {
		r := readText(head+strings.Replace(plot, "2.0000", area, 1), nil)
		require.NoError(t, r.err)
		if code == "" {
			require.Empty(t, r.codes(), area)
		} else {
			require.Equal(t, []string{code}, r.codes(), area)
		}
	}
	r := readText(head+strings.Replace(plot, "2.0000", "2.05", 1), &Options{AreaTolerance: 0.05})
	require.Empty(t, r.codes())
	r = readText(head+strings.Replace(plot, "2.0000", "2.05", 1), nil)
	n := r.note(t, "survey.area")
	require.Equal(t, "“2.05”", n.Values["stated"])
	require.Regexp(t, `^(1\.999|2\.000)\d$`, n.Values["hectares"])
	require.Regexp(t, `^(1999\d|2000\d)\.\d\d$`, n.Values["m2"])
}

func TestBreakagePointNamesRestartOrRunOn(t *testing.T) {
	for _, names := range []*strings.Replacer{
		strings.NewReplacer(),
		strings.NewReplacer("J5", "J1", "J6", "J2", "J7", "J3", "J8", "J4"),
	} {
		r := readText(head+strings.Replace(plot, "5,2.0000", "10,1.98", 1)+names.Replace(hole), nil)
		require.NoError(t, r.err)
		require.Empty(t, r.codes())
		require.Len(t, r.features[0].Boundary.Polygons()[0], 2, "a shell and its hole")
		require.InDelta(t, 19800, float64(r.features[0].Boundary.Area()), 10)
	}
}

func TestBreakageSwappedColumns(t *testing.T) {
	r := readText(swap(head+plot), nil)
	require.NoError(t, r.err)
	requirePlot(t, r.features[0], plotPoints)
	require.Equal(t, []string{"survey.swapped"}, r.codes())
}

func TestBreakageFullWidthAndBlanks(t *testing.T) {
	r := readText(`【属性描述】
格式版本号＝1．01版本
坐标系＝2000国家大地坐标系
带号＝３９
【地块坐标】
 , ,A1,, 面, , , ,@
1， 1.0， ４０３５０００．００， 39409000。00
2,,4035000.00 ,39409200.00
3,  ,4035100.00,39409200.00

 4,1,4035100.00,39409000.00
`, nil)
	require.NoError(t, r.err)
	requirePlot(t, r.features[0], plotPoints)
	require.Empty(t, r.codes())
}

func TestBreakageSecondPartUnderRingTwo(t *testing.T) {
	other := strings.NewReplacer("J", "J1", ",1,4035", ",2,4036").Replace(strings.SplitAfterN(plot, "\n", 2)[1])
	r := readText(head+strings.Replace(plot, "5,2.0000", "10,4", 1)+other, nil)
	require.NoError(t, r.err)
	require.InDelta(t, 40000, float64(r.features[0].Boundary.Area()), 20)
	require.Empty(t, r.codes())

	// Parts 1, 101 with their holes counted in the hundred, holes first.
	r = readText(head+strings.Replace(plot, "2.0000", "3.98", 1)+strings.ReplaceAll(other, ",2,4", ",101,4")+hole, nil)
	require.NoError(t, r.err)
	require.InDelta(t, 39800, float64(r.features[0].Boundary.Area()), 20)
}

func TestBreakageRingsUnderOneNumber(t *testing.T) {
	// A reader that makes rings only by 圈号 joins these two.
	r := readText(head+strings.Replace(plot, "2.0000", "1.98", 1)+strings.ReplaceAll(hole, ",2,4", ",1,4"), nil)
	require.NoError(t, r.err)
	require.Len(t, r.features[0].Boundary.Polygons()[0], 2, "a shell and its hole")
	require.InDelta(t, 19800, float64(r.features[0].Boundary.Area()), 10)
	n := r.note(t, "survey.ring_cut")
	require.Equal(t, 19, n.Place.Line)

	// Open rings are told by names that start again.
	open := func(s string) string {
		all := strings.SplitAfter(s, "\n")
		return strings.Join(all[:len(all)-2], "")
	}
	again := strings.NewReplacer("J5", "J1", "J6", "J2", "J7", "J3", "J8", "J4", ",2,4", ",1,4").Replace(hole)
	r = readText(head+open(strings.Replace(plot, "5,2.0000", "8,1.98", 1))+open(again), nil)
	require.NoError(t, r.err)
	require.Equal(t, []string{"survey.ring_cut"}, r.codes())
	require.InDelta(t, 19800, float64(r.features[0].Boundary.Area()), 10)
}

func TestBreakageCoordinateWrittenTwice(t *testing.T) {
	for _, v := range []string{"4035000.00,4035000.00", "39409000.00,39409000.00"} {
		row := "J1,1," + v + "\n"
		r := readText(head+"3,,A,,面,,,,@\n"+row+row+row, nil)
		require.ErrorIs(t, r.err, boundary.ErrGeometry)
		var e *message.Error
		require.ErrorAs(t, r.err, &e)
		require.Equal(t, "survey.same_coordinate", e.Code)
		require.Equal(t, 14, e.Place.Line)
		require.Equal(t, "A", e.Place.Feature)
	}
}

func TestRingThatReturnsToItsStart(t *testing.T) {
	// Overrun: the ring goes one point past its start. One ring, same area.
	p := parcels(t, head+plot+"J2,1,4035000.00,39409200.00\n")[0]
	require.Len(t, p.assemble(), 1)
	// The closing point twice: the same.
	p = parcels(t, head+plot+"J1,1,4035000.00,39409000.00\n")[0]
	require.Len(t, p.assemble(), 1)
}

// One exporter gives every point with the easting of the first the name of the
// first, as it compares one coordinate only.
func TestBreakageNameOfFirstPointTwice(t *testing.T) {
	r := readText(head+strings.Replace(plot, "J4", "J1", 1), nil)
	require.NoError(t, r.err)
	requirePlot(t, r.features[0], plotPoints)
	require.Empty(t, r.codes())
}

func TestNewErrorNamesTheLine(t *testing.T) {
	r := readText(head+plot+"J5,2,4035040.00,39409050.00\nJ6,2,4035050.00,39409050.00\n", nil)
	require.NoError(t, r.err)
	at := message.Place{File: "test.txt", Line: 19, Feature: "A1", Ring: 2}
	notes := r.features[0].Notes
	require.Equal(t, []string{"survey.count", "ring.left_out"}, codesOf(notes))
	require.Equal(t, at, notes[1].Place)
	r = readText(head+plot+"J5,2,4035040.00,39409050.00\nJ6,2,4035050.00,39409050.00\n", &Options{Reading: boundary.Reading{Build: &boundary.Options{Strict: true}}})
	require.ErrorIs(t, r.err, boundary.ErrGeometry)
	var e *message.Error
	require.ErrorAs(t, r.err, &e)
	require.Equal(t, at, e.Place)
}
