package survey

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgSurveyWriteZone = message.New("survey.write_zone", "longitude {longitude} is in no 3-degree zone of China (25 to 45)",
		"经度 {longitude} 不在中国的 3 度带（25 至 45 带）之内")
	msgSurveyWriteCharset = message.New("survey.write_charset", "GBK has no character {character} in {text}; write the file as UTF-8",
		"GBK 没有 {text} 中的字符 {character}，请改用 UTF-8 写出")
	msgSurveyWriteText = message.New("survey.write_text", "commas became Chinese commas and line ends blanks, as in {text}: the format has no way to write them",
		"{text} 等文字中的逗号已改为中文逗号，换行已改为空格，因为这种格式无法表示")
	msgSurveyWriteEmpty      = message.New("survey.write_empty", "the feature has no boundary", "要素没有图形")
	msgSurveyWriteProperties = message.New("survey.write_properties", "the form has no place for {names}; they were not written",
		"格式中没有 {names} 的位置，这些属性没有写出")
	msgSurveyWriteFar     = message.New("survey.write_far", "the point is too far from zone {zone}, in which the file is written", "这一点离写出文件的第 {zone} 带太远")
	msgSurveyWriteRounded = message.New("survey.write_rounded", "coordinates were rounded to {decimals} decimals", "坐标已四舍五入到 {decimals} 位小数")
	msgSurveyWriteMerged  = message.New("survey.write_merged", "vertices that are equal with {decimals} decimals were written once",
		"保留 {decimals} 位小数后重合的点只写了一次")
	msgSurveyWriteCollapsed = message.New("survey.write_collapsed", "a ring is smaller than the {decimals} decimals of the file and was left out",
		"有一圈在保留 {decimals} 位小数后消失，没有写出")
	msgSurveyWritePrefix    = message.New("survey.write_prefix", "eastings got the zone number {zone} in front", "东坐标前已加带号 {zone}")
	msgSurveyWriteProjected = message.New("survey.write_projected", "vertices in {from} were projected to {to} and rounded to {decimals} decimals",
		"顶点已由 {from} 投影到 {to}，保留 {decimals} 位小数")
	msgSurveyWriteEdges = message.New("survey.write_edges", "edges were straight in {from}; in the file they are straight in {to}, which moves long edges by a little and changes areas",
		"边线原以 {from} 为直线，文件中以 {to} 为直线，长边会略有移动，面积也会略有变化")
)

// WriteOptions say how a file is written. Nil means the defaults.
type WriteOptions struct {
	Name string // file name for errors and notes

	// Zone is the Gauss-Krüger zone of all coordinates: 25 to 45 (3 degrees) or
	// 13 to 23 (6 degrees). 0 takes the zone of the first feature's frame, or the
	// 3-degree zone about its middle where that is longitude and latitude.
	Zone int

	// Precision is the number of decimals of coordinates in metres, at most 9; 0
	// means 4, and a negative number none.
	Precision int

	// TruncateArea cuts areas in 公顷 after 4 decimals, as some offices ask, where
	// they are otherwise rounded.
	TruncateArea bool

	UTF8     bool   // UTF-8 without BOM in place of GBK
	Producer string // 数据产生单位
	Date     string // 数据产生日期, written as it is; the clock is never read

	Note func(message.Note) // receives what writing has changed; nil: dropped
}

// Write writes features in the ministry's form, one at a time. On an error,
// the output is not whole.
//
// The rings of all parts of a boundary follow each other in one parcel under
// consecutive ring numbers: 1 is the shell of the first part, its holes come
// next, then the next part. Read finds parts and holes again by geometry.
func Write(w io.Writer, features iter.Seq2[boundary.Feature, error], opt *WriteOptions) error {
	e := &writer{out: bufio.NewWriter(w), said: map[string]bool{}}
	if opt != nil {
		e.opt = *opt
	}
	switch {
	case e.opt.Precision == 0:
		e.decimals = 4
	case e.opt.Precision > 0:
		e.decimals = min(e.opt.Precision, 9)
	}
	if e.opt.Zone != 0 {
		if err := e.setZone(e.opt.Zone); err != nil {
			return err
		}
	}
	for f, err := range features {
		if err != nil {
			return err
		}
		e.number++
		if err := e.feature(f); err != nil {
			return message.At(err, message.Place{File: e.opt.Name, Feature: f.ID})
		}
	}
	if e.number == 0 {
		if err := e.head(); err != nil {
			return err
		}
	}
	return e.out.Flush()
}

type writer struct {
	opt      WriteOptions
	out      *bufio.Writer
	decimals int
	zone     int // 0 until known
	width    int
	frame    boundary.Frame
	number   int // of the feature, from 1
	said     map[string]bool
}

// note passes a note on once per code: features of one source are changed alike.
func (e *writer) note(warning bool, m *message.Message, at message.Place, pairs ...any) {
	if e.opt.Note == nil || e.said[m.Code] {
		return
	}
	e.said[m.Code] = true
	at.File = e.opt.Name
	n := m.Note(at, pairs...)
	n.Warning = warning
	e.opt.Note(n)
}

func (e *writer) setZone(zone int) (err error) {
	e.zone, e.width = zone, widthOf(zone)
	if e.width == 0 {
		e.width = 3 // for the message
	}
	e.frame, err = boundary.GaussKruger(e.width, zone, true)
	return message.At(err, message.Place{File: e.opt.Name})
}

// chooseZone takes the zone from the first feature.
func (e *writer) chooseZone(b *boundary.Boundary) error {
	if _, zone, _, ok := b.Frame().Zone(); ok {
		return e.setZone(zone)
	}
	west, east := math.Inf(1), math.Inf(-1)
	for _, polygon := range b.Polygons() {
		for _, ring := range polygon {
			for _, p := range ring {
				west, east = math.Min(west, p.X), math.Max(east, p.X)
			}
		}
	}
	zone := int(math.Floor((west+east)/2/3 + 0.5))
	if widthOf(zone) != 3 {
		return msgSurveyWriteZone.Error(boundary.ErrFrame, message.Place{},
			"longitude", strconv.FormatFloat((west+east)/2, 'f', 4, 64))
	}
	return e.setZone(zone)
}

func (e *writer) head() error {
	zone, width := "", 3
	if e.zone != 0 {
		zone, width = strconv.Itoa(e.zone), e.width
	}
	for _, line := range []string{
		"[属性描述]",
		KeyVersion + "=1.01版本",
		KeyProducer + "=" + e.plain(e.opt.Producer),
		KeyDate + "=" + e.plain(e.opt.Date),
		KeyCoordinateSystem + "=2000国家大地坐标系",
		KeyZoneWidth + "=" + strconv.Itoa(width),
		KeyProjection + "=高斯克吕格",
		KeyUnit + "=米",
		KeyZone + "=" + zone,
		KeyPrecision + "=" + strconv.FormatFloat(math.Pow(10, -float64(e.decimals)), 'f', e.decimals, 64),
		KeyTransform + "=,,,,,,",
		"[地块坐标]",
	} {
		if err := e.line(line); err != nil {
			return err
		}
	}
	return nil
}

// line writes a line in the file's encoding.
func (e *writer) line(text string) error {
	if !e.opt.UTF8 {
		encoded, err := simplifiedchinese.GBK.NewEncoder().String(text)
		if err != nil {
			return e.unencodable(text)
		}
		text = encoded
	}
	e.out.WriteString(text)
	_, err := e.out.WriteString("\r\n")
	return err
}

func (e *writer) unencodable(text string) error {
	lacking := ""
	for _, r := range text {
		if _, err := simplifiedchinese.GBK.NewEncoder().String(string(r)); err != nil {
			lacking = string(r)
			break
		}
	}
	return msgSurveyWriteCharset.Error(message.ErrSyntax, message.Place{},
		"character", excerpt(lacking), "text", excerpt(text))
}

// plain makes text fit into one field of one line.
func (e *writer) plain(text string) string {
	changed := strings.Map(func(r rune) rune {
		switch {
		case r == ',':
			return '，'
		case unicode.IsControl(r) || r == '\u2028' || r == '\u2029':
			return ' '
		}
		return r
	}, text)
	if changed != text {
		e.note(false, msgSurveyWriteText, message.Place{}, "text", excerpt(text))
	}
	return changed
}

func (e *writer) feature(f boundary.Feature) error {
	if f.Boundary == nil {
		return msgSurveyWriteEmpty.Error(boundary.ErrGeometry, message.Place{})
	}
	if e.zone == 0 {
		if err := e.chooseZone(f.Boundary); err != nil {
			return err
		}
	}
	if e.number == 1 {
		if err := e.head(); err != nil {
			return err
		}
	}
	rings, err := e.rings(f)
	if err != nil {
		return err
	}
	if len(rings) == 0 {
		return msgSurveyWriteEmpty.Error(boundary.ErrGeometry, message.Place{})
	}
	points := 0
	for _, ring := range rings {
		points += len(ring) + 1
	}
	e.unwritten(f)
	text := func(name string) string { return e.plain(f.Properties.Text(name)) }
	if err := e.line(fmt.Sprintf("%d,%s,%s,%s,面,%s,%s,%s,@", points, e.area(f.Boundary.Area()),
		e.plain(f.ID), text(FieldName), text(FieldSheet), text(FieldUse), text(FieldUseCode))); err != nil {
		return err
	}
	first := 1
	for i, ring := range rings {
		for k := 0; k <= len(ring); k++ {
			p := ring[k%len(ring)]
			if _, err := fmt.Fprintf(e.out, "J%d,%d,%s,%s\r\n", first+k%len(ring), i+1, p[1], p[0]); err != nil {
				return err
			}
		}
		first += len(ring)
	}
	return nil
}

// unwritten notes properties that the form has no place for.
func (e *writer) unwritten(f boundary.Feature) {
	var names []string
	for name := range f.Properties.All() {
		switch name {
		case FieldPoints, FieldArea, FieldID, FieldName, FieldKind, FieldSheet, FieldUse, FieldUseCode:
		default:
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		e.note(false, msgSurveyWriteProperties, message.Place{Feature: f.ID}, "names", strings.Join(names, ", "))
	}
}

func (e *writer) area(a boundary.Area) string {
	const decimals = 4
	if !e.opt.TruncateArea {
		return strconv.FormatFloat(a.Hectares(), 'f', decimals, 64)
	}
	// Six more decimals first: 5.7089 must not become 5.7088 because it is kept
	// as 5.70889999….
	s := strconv.FormatFloat(a.Hectares(), 'f', decimals+6, 64)
	return s[:len(s)-6]
}

// A written point is an easting and a northing as text.
type written [2]string

// rings returns the rings of a feature in the zone of the file, open, without
// what rounding has made equal.
func (e *writer) rings(f boundary.Feature) ([][]written, error) {
	var all [][]written
	convert, projected := e.conversion(f)
	for i, polygon := range f.Boundary.Polygons() {
		for k, ring := range polygon {
			place := message.Place{Feature: f.ID, Polygon: i + 1, Ring: k + 1}
			var out []written
			merged := 0
			for v, p := range ring {
				if v == len(ring)-1 && v > 0 && p == ring[0] {
					break
				}
				q := convert(p)
				at := place
				at.Vertex, at.Point = v+1, (*message.Position)(&p)
				if math.Floor(q.X/1e6) != float64(e.zone) || math.IsNaN(q.Y) {
					return nil, msgSurveyWriteFar.Error(boundary.ErrFrame, at,
						"zone", e.zone)
				}
				c := written{e.format(q.X), e.format(q.Y)}
				if !projected && !(e.exact(p.X) && e.exact(p.Y)) {
					e.note(false, msgSurveyWriteRounded, at, "decimals", e.decimals)
				}
				if len(out) > 0 && c == out[len(out)-1] {
					merged++
					continue
				}
				out = append(out, c)
			}
			for len(out) > 1 && out[0] == out[len(out)-1] {
				out = out[:len(out)-1]
				merged++
			}
			if merged > 0 {
				e.note(false, msgSurveyWriteMerged, place, "decimals", e.decimals)
			}
			if len(out) < 3 {
				e.note(true, msgSurveyWriteCollapsed, place, "decimals", e.decimals)
				continue
			}
			all = append(all, out)
		}
	}
	return all, nil
}

// conversion returns how points of the feature come into the zone of the file,
// and whether that computes them anew.
func (e *writer) conversion(f boundary.Feature) (convert func(boundary.Point) boundary.Point, projected bool) {
	from := f.Boundary.Frame()
	if from == e.frame {
		return func(p boundary.Point) boundary.Point { return p }, false
	}
	place := message.Place{Feature: f.ID}
	if width, zone, _, ok := from.Zone(); ok && width == e.width && zone == e.zone {
		e.note(false, msgSurveyWritePrefix, place, "zone", zone)
		return func(p boundary.Point) boundary.Point {
			return boundary.Point{X: p.X + float64(e.zone)*1e6, Y: p.Y}
		}, false
	}
	e.note(false, msgSurveyWriteProjected, place, "from", from, "to", e.frame, "decimals", e.decimals)
	if from.Edges() != e.frame.Edges() {
		e.note(true, msgSurveyWriteEdges, place, "from", from.Edges(), "to", e.frame.Edges())
	}
	return func(p boundary.Point) boundary.Point {
		return e.frame.FromLonLat(from.ToLonLat(p))
	}, true
}

func (e *writer) format(v float64) string { return strconv.FormatFloat(v, 'f', e.decimals, 64) }

// exact reports whether the decimals of the file are enough for a number.
func (e *writer) exact(v float64) bool {
	back, err := strconv.ParseFloat(e.format(v), 64)
	return err == nil && back == v
}
