package shapefile

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// A layout is a .shp and its .shx written piece by piece.
type layout struct {
	shp, shx []byte
	listed   int
}

// newLayout begins both files.
func newLayout() *layout {
	empty := shp(5)
	return &layout{shp: empty, shx: bytes.Clone(empty)}
}

// gap adds bytes between records.
func (l *layout) gap(b ...byte) *layout {
	l.shp = append(l.shp, b...)
	return l
}

// record adds a record that states so many bytes more than its content has, and
// returns its place and its length.
func (l *layout) record(number int, content []byte, more int) (at, length int) {
	at = len(l.shp)
	l.shp = be.AppendUint32(l.shp, uint32(number))
	l.shp = be.AppendUint32(l.shp, uint32((len(content)+more)/2))
	l.shp = append(l.shp, content...)
	return at, len(content)
}

// list adds an entry to the index.
func (l *layout) list(at, length int) *layout {
	l.shx = be.AppendUint32(l.shx, uint32(at/2))
	l.shx = be.AppendUint32(l.shx, uint32(length/2))
	l.listed++
	return l
}

// square adds the n-th square of 10 000 m², listed.
func (l *layout) square(n int) *layout { return l.list(l.record(n, nth(n), 0)) }

// old adds the n-th square, which nothing lists.
func (l *layout) old(n int) *layout {
	l.record(n, nth(n), 0)
	return l
}

func nth(n int) []byte { return polygon(5, square(e0+float64(200*n), n0, 100)) }

// done completes the headers.
func (l *layout) done() *layout {
	be.PutUint32(l.shp[24:], uint32(len(l.shp)/2))
	be.PutUint32(l.shx[24:], uint32(len(l.shx)/2))
	return l
}

func (l *layout) stating(entries int) *layout {
	l.done()
	be.PutUint32(l.shx[24:], uint32((headerSize+entrySize*entries)/2))
	return l
}

// table is one of n records, "1" and so on.
func tableOf(n int) []byte {
	var rows [][]string
	for i := range n {
		rows = append(rows, []string{fmt.Sprint(i + 1)})
	}
	return dbf(0, bsm, rows...)
}

// places says which square each feature is, by its id: "1=1 2=2".
func places(features []boundary.Feature) string {
	var words []string
	for _, f := range features {
		if f.Boundary.Empty() {
			continue
		}
		words = append(words, fmt.Sprintf("%s=%g", f.ID, (f.Boundary.Polygons()[0][0][0].X-e0)/200))
	}
	return strings.Join(words, " ")
}

// read reads the files, as a stream that cannot seek if that is wanted.
func (l *layout) read(t testing.TB, table []byte, index, stream bool, opt *Options) (string, []string, error) {
	var x []byte
	if index {
		x = l.shx
	}
	if stream {
		features, notes, err := readStream(l.shp, table, x, prj(t, 4527), opt)
		return places(features), codes(notes), err
	}
	features, notes, err := readAll(l.shp, table, x, prj(t, 4527), nil, opt)
	return places(features), codes(notes), err
}

// departures are files whose shapes do not follow each other as the index has them.
func departures() []*layout {
	zeros := make([]byte, 96)
	swapped := newLayout()
	at, n := swapped.record(2, nth(2), 0)
	swapped.square(1).list(at, n).done()
	long := newLayout()
	at, n = long.record(1, nth(1), 8+len(nth(2)))
	long.list(at, n).square(2).square(3).done()
	return []*layout{
		newLayout().gap(zeros...).square(1).gap(1, 2).square(2).done(),
		newLayout().old(7).square(1).old(8).square(2).old(9).done(),
		newLayout().square(1).list(100, 4).list(120, 4).square(2).done(),
		newLayout().square(1).list(1<<20, 128).stating(1 << 28),
		swapped, long,
	}
}

// TestByIndex reads shapes that do not follow each other: where the index says, as
// other software does, or not at all.
func TestByIndex(t *testing.T) {
	zeros := make([]byte, 96)
	long := func(more int) *layout { // a record without shape that states more bytes than it has
		l := newLayout().square(1)
		l.list(l.record(2, null(), more))
		return l.square(3).done()
	}
	padded := newLayout()
	at, n := padded.record(1, nth(1), 0)
	padded.gap(zeros[:16]...).list(at, n+16).square(2).done()
	short := newLayout().square(1)
	short.list(short.record(2, nth(2), -100)).square(3).done()
	grown := newLayout().square(1)
	grown.old(2)
	third, m := grown.record(3, nth(3), 0)
	grown.list(grown.record(2, nth(9), 0)).list(third, m).done()
	swapped := newLayout()
	at, n = swapped.record(2, nth(2), 0)
	swapped.square(1).list(at, n).done()
	swallowing := newLayout() // its record states a length over the next
	at, n = swallowing.record(1, nth(1), 8+len(nth(2)))
	swallowing.list(at, n).square(2).square(3).done()

	for _, c := range []struct {
		name    string
		files   *layout
		records int
		want    string // where the index is there; "" for refused
		codes   string // of the error or the notes
		without string // code of the error without index; "" for read
	}{
		{"gap between records", newLayout().square(1).square(2).gap(zeros...).square(3).done(), 3, "1=1 2=2 3=3", "shapefile.by_index", "shapefile.chain"},
		{"gap before the first", newLayout().gap(zeros...).square(1).square(2).done(), 2, "1=1 2=2", "shapefile.by_index", "shapefile.chain"},
		{"gap of two bytes", newLayout().square(1).gap(0, 0).square(2).done(), 2, "1=1 2=2", "shapefile.by_index", "shapefile.chain"},
		{"gap of 0xff", newLayout().square(1).gap(bytes.Repeat([]byte{255}, 40)...).square(2).done(), 2, "1=1 2=2", "shapefile.by_index", "shapefile.chain"},
		{"gap of text", newLayout().square(1).gap([]byte("some program was here.")...).square(2).done(), 2, "1=1 2=2", "shapefile.by_index", "shapefile.chain"},
		{"padding in the index only", padded, 2, "1=1 2=2", "shapefile.by_index", "shapefile.chain"},
		{"trailing bytes", newLayout().square(1).gap(zeros...).done(), 1, "1=1", "shapefile.trailing_bytes", "shapefile.chain"},
		{"gap and trailing bytes", newLayout().square(1).gap(zeros...).square(2).gap(1, 2, 3).done(), 2, "1=1 2=2", "shapefile.by_index", "shapefile.chain"},
		{"old between", newLayout().square(1).old(7).square(2).done(), 2, "1=1 2=2", "shapefile.by_index shapefile.unlisted", "shapefile.dbf_short"},
		{"old first", newLayout().old(7).square(1).square(2).done(), 2, "1=1 2=2", "shapefile.by_index shapefile.unlisted", "shapefile.dbf_short"},
		{"old last", newLayout().square(1).square(2).old(7).done(), 2, "1=1 2=2", "shapefile.unlisted", "shapefile.dbf_short"},
		{"old after a gap", newLayout().square(1).gap(1, 2, 3, 4, 5, 6).old(7).gap(zeros...).square(2).done(), 2, "1=1 2=2", "shapefile.by_index shapefile.unlisted", "shapefile.chain"},
		{"record too short", short, 3, "1=1 2=2 3=3", "shapefile.by_index", "shapefile.record_length"},
		{"record over the next", swallowing, 3, "1=1 2=2 3=3", "shapefile.by_index", "shapefile.shp_short"},
		{"null over the next", long(8 + len(nth(3))), 3, "1=1 3=3", "shapefile.by_index", "shapefile.shp_short"},
		{"null over half the next", long(64), 3, "1=1 3=3", "shapefile.by_index", "shapefile.chain"},
		{"null over the end", long(1 << 20), 3, "1=1 3=3", "shapefile.by_index", "shapefile.truncated"},
		{"another order", swapped, 2, "1=1 2=2", "shapefile.by_index", "shapefile.record_number"},
		{"grown at the end", grown, 3, "1=1 2=9 3=3", "shapefile.by_index shapefile.unlisted", "shapefile.dbf_short"},
		{"listed twice", newLayout().square(1).list(100, len(nth(1))).square(2).done(), 3, "", "shapefile.overlap", "shapefile.shp_short"},
		{"listed in each other", newLayout().square(1).list(120, 40).square(2).done(), 3, "", "shapefile.overlap", "shapefile.shp_short"},
		{"listed past the end", newLayout().square(1).list(1<<20, 128).done(), 2, "", "shapefile.pointer", "shapefile.shp_short"},
		{"listed in the header", newLayout().square(1).list(50, 128).square(2).done(), 3, "", "shapefile.overlap", "shapefile.shp_short"},
		{"index of another file", newLayout().old(1).list(140, 128).old(2).list(300, 128).done(), 2, "", "shapefile.pointer", ""},
		{"entries as of another file, the table has more", newLayout().old(1).list(140, 128).old(2).done(), 2, "1=1 2=2", "shapefile.shx", ""},
		{"header of the index too large", newLayout().square(1).gap(zeros...).square(2).stating(1 << 28), 2, "1=1 2=2", "shapefile.by_index shapefile.shx_length", "shapefile.chain"},
		{"header of the index too small", newLayout().square(1).gap(zeros...).square(2).stating(1), 2, "1=1 2=2", "shapefile.by_index shapefile.shx_length", "shapefile.chain"},
		{"header of the index below nothing", newLayout().square(1).gap(zeros...).square(2).stating(-12), 2, "1=1 2=2", "shapefile.by_index shapefile.shx_length", "shapefile.chain"},
		{"entries after those stated", newLayout().square(1).old(7).square(2).list(4, 4).stating(2), 2, "1=1 2=2", "shapefile.by_index shapefile.unlisted", "shapefile.dbf_short"},
		{"index cut, gap after", newLayout().square(1).old(2).gap(zeros...).old(3).stating(3), 3, "", "shapefile.chain", "shapefile.chain"},
		{"table longer than both", newLayout().square(1).square(2).gap(zeros...).square(3).done(), 4, "", "shapefile.shp_short", "shapefile.chain"},
		{"table shorter than both", newLayout().square(1).square(2).gap(zeros...).square(3).done(), 2, "", "shapefile.dbf_short", "shapefile.chain"},
		{"no table: gap", newLayout().square(1).gap(zeros...).square(2).done(), 0, "#1=1 #2=2", "shapefile.no_dbf shapefile.by_index", "shapefile.chain"},
		{"no table: old between", newLayout().square(1).old(7).square(2).done(), 0, "#1=1 #2=2", "shapefile.no_dbf shapefile.by_index shapefile.unlisted", ""},
		{"no table: null over the next", long(8 + len(nth(3))), 0, "#1=1 #3=3", "shapefile.no_dbf shapefile.by_index", ""},
		{"no table: index cut", newLayout().square(1).old(2).stating(2), 0, "#1=1 #2=2", "shapefile.no_dbf shapefile.shx", ""},
		{"no table: listed past the end", newLayout().square(1).list(1<<20, 128).done(), 0, "", "shapefile.pointer", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var table []byte
			if c.records > 0 {
				table = tableOf(c.records)
			}
			backwards := c.name == "another order" || c.name == "grown at the end"
			for _, stream := range []bool{false, true} {
				got, notes, err := c.files.read(t, table, true, stream, &Options{Reading: boundary.Reading{KeepEmpty: true}})
				var e *message.Error
				switch {
				case stream && backwards:
					require.ErrorAs(t, err, &e)
					assert.Equal(t, "shapefile.backwards", e.Code)
				case c.want == "":
					require.ErrorAs(t, err, &e)
					assert.Equal(t, c.codes, e.Code, e.Error())
					assert.NotContains(t, e.Text, "{")
				default:
					require.NoError(t, err)
					assert.Equal(t, c.want, got)
					assert.Equal(t, c.codes, strings.Join(notes, " "))
				}
			}
			_, notes, err := c.files.read(t, table, false, true, &Options{Reading: boundary.Reading{KeepEmpty: true}})
			var e *message.Error
			if errorAs := c.without != "" && c.without != "shapefile.record_number"; errorAs {
				require.ErrorAs(t, err, &e)
				assert.Equal(t, c.without, e.Code, e.Error())
			} else {
				require.NoError(t, err)
				if c.without != "" {
					assert.Contains(t, notes, c.without)
				}
			}
		})
	}
}

// TestFaultsByIndex reads files of other programs: GDAL has these areas in the
// plane, and what the ellipsoid takes of them is that of the squares.
func TestFaultsByIndex(t *testing.T) {
	dir := needData(t, "faults/shp-needs-shx")
	for name, count := range map[string]int{"gap96": 3, "q60760": 2} {
		features, err := boundary.Collect(Open(context.Background(), os.DirFS(dir), name+".shp", nil))
		require.NoError(t, err)
		require.Len(t, features, count)
		for _, f := range features {
			assert.InEpsilon(t, 10_000, float64(f.Boundary.Area()), 0.01)
			r := f.Boundary.Polygons()[0][0]
			assert.Equal(t, 100., r[2].X-r[0].X)
			assert.Equal(t, 100., r[2].Y-r[0].Y)
		}
	}
}

// TestLikeGDAL writes files of records, old records, gaps and padding in any order,
// and reads what GDAL reads of them, or refuses them.
func TestLikeGDAL(t *testing.T) {
	needGDAL(t)
	dir := t.TempDir()
	read := 0
	rapid.Check(t, func(t *rapid.T) {
		l := newLayout()
		var entries [][2]int
		for n := range rapid.IntRange(1, 6).Draw(t, "pieces") {
			switch rapid.IntRange(0, 5).Draw(t, "piece") {
			case 0:
				l.gap(make([]byte, 2*rapid.IntRange(1, 60).Draw(t, "zeros"))...)
			case 1:
				l.old(n + 1)
			case 2:
				at, length := l.record(n+1, nth(n+1), 0)
				more := 2 * rapid.IntRange(0, 20).Draw(t, "padding")
				l.gap(make([]byte, more)...)
				entries = append(entries, [2]int{at, length + more})
			case 3:
				at, length := l.record(n+1, nth(n+1), 2*rapid.IntRange(-60, 120).Draw(t, "more"))
				entries = append(entries, [2]int{at, length})
			default:
				at, length := l.record(n+1, nth(n+1), 0)
				entries = append(entries, [2]int{at, length})
			}
		}
		if rapid.IntRange(0, 3).Draw(t, "mixed") == 0 && len(entries) > 1 {
			entries = rapid.Permutation(entries).Draw(t, "order")
		}
		for _, e := range entries {
			l.list(e[0], e[1])
		}
		l.done()
		table := tableOf(l.listed)
		got, _, err := l.read(nil, table, true, false, nil)
		if err != nil {
			return
		}
		for ext, b := range map[string][]byte{"shp": l.shp, "shx": l.shx, "dbf": table} {
			if err := os.WriteFile(filepath.Join(dir, "x."+ext), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		out, err := exec.Command("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", filepath.Join(dir, "x.shp"), "-lco", "COORDINATE_PRECISION=3", "-lco", "RFC7946=NO").Output()
		if err != nil {
			t.Fatal(err)
		}
		var c struct{ Features []gdalFeature }
		if err := json.Unmarshal(out, &c); err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, f := range c.Features {
			var rings [][][2]float64
			if err := json.Unmarshal(f.Geometry.Coordinates, &rings); err != nil {
				t.Fatal(err)
			}
			words = append(words, fmt.Sprintf("%s=%g", f.Properties["BSM"], (min(rings[0][0][0], rings[0][1][0], rings[0][2][0])-e0)/200))
		}
		if want := strings.Join(words, " "); want != got {
			t.Fatalf("%s, GDAL reads %s", got, want)
		}
		read++
	})
	t.Logf("%d files read as GDAL does", read)
}
