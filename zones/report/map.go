package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// colours of the lines on a map: yellow, red, blue, as plans have them.
var colours = map[rules.Line]string{rules.Farmland: "#e8b500", rules.Ecology: "#d7301f", rules.Development: "#4a90d9"}

// Map draws a site, and what it shares with the lines, as an SVG with a scale
// bar and a legend. Shapes are those of a report that was made with
// zones.CheckOptions.Geometry; north is up. It is for looking, not for
// measuring.
func Map(w io.Writer, lang message.Lang, site *boundary.Boundary, r *zones.Report) error {
	m := drawing{w: bufio.NewWriter(w), lang: lang}
	outline := lonLat(site)
	shapes := []shape{{rings: outline, style: `fill="none" stroke="#111" stroke-width="1.5"`,
		text: lang.Pick("地块 ", "site ") + siteName(r.Site) + comma(lang) + m.n().metres2(r.Site.AreaM2) + " m²"}}
	for _, l := range r.Lines {
		overlap := ""
		if _, contains := l.OutsideM2.Value(); contains {
			overlap = strings.TrimSpace(newPage(nil, lang).side(l.Line, false))
		}
		if rings := multiPolygon(l.Geometry); len(rings) > 0 {
			shapes = append(shapes, shape{rings: rings, style: `fill="` + colour(l.Line) + `" fill-opacity="0.55"`, text: m.text(l, overlap, l.OverlapM2)})
		}
		if rings := multiPolygon(l.OutsideGeometry); len(rings) > 0 {
			shapes = append(shapes, shape{rings: rings, style: `fill="#555" fill-opacity="0.1" stroke-width="2" stroke="` + colour(l.Line) + `" stroke-dasharray="6 3"`,
				text: m.text(l, lang.Pick("界外", "outside"), l.OutsideM2)})
		}
	}
	if removed, _ := cured(r.Cure).Value(); removed > 0 {
		if rings := multiPolygon(r.Cure.Geometry); len(rings) > 0 {
			shapes = append(shapes, shape{rings: rings, style: `fill="none" stroke="#2e8b57" stroke-width="3" stroke-dasharray="8 4"`,
				text: lang.Pick("避让后保留，", "remains without what is prohibited, ") + m.n().metres2(r.Cure.AreaM2) + " m²"})
		}
	}
	m.fit(shapes)
	m.draw(r, shapes)
	return m.w.Flush()
}

// cured returns what a cure removes.
func cured(c *zones.Cure) zones.Amount {
	if c == nil {
		return zones.Amount{}
	}
	return c.RemovedM2
}

// A shape is rings of longitude and latitude, filled by the even-odd rule.
type shape struct {
	rings [][][2]float64
	style string // attributes of the path and of its sample in the legend
	text  string // of the legend
}

func (m *drawing) n() numbers { return numbers{m.lang} }

func (m *drawing) text(l zones.LineReport, part string, a zones.Amount) string {
	if part != "" {
		part = comma(m.lang) + part
	}
	return l.Line.Title().In(m.lang) + colon(m.lang) + l.Status.Title().In(m.lang) + part + comma(m.lang) + m.n().metres2(a) + " m²"
}

func lonLat(b *boundary.Boundary) [][][2]float64 {
	var out [][][2]float64
	for _, polygon := range b.Polygons() {
		for _, ring := range polygon {
			points := make([][2]float64, len(ring))
			for i, p := range ring {
				points[i][0], points[i][1] = b.Frame().ToLonLat(p)
			}
			out = append(out, points)
		}
	}
	return out
}

// multiPolygon returns the rings of a GeoJSON MultiPolygon, none of anything
// else.
func multiPolygon(raw json.RawMessage) [][][2]float64 {
	var g struct {
		Type        string
		Coordinates [][][][2]float64
	}
	if len(raw) == 0 || json.Unmarshal(raw, &g) != nil || g.Type != "MultiPolygon" {
		return nil
	}
	var out [][][2]float64
	for _, polygon := range g.Coordinates {
		out = append(out, polygon...)
	}
	return out
}

const (
	mapSize   = 640.0 // of the drawn part, pixels
	mapMargin = 24.0
)

type drawing struct {
	w             *bufio.Writer
	lang          message.Lang
	west, north   float64 // of the picture
	sx, sy        float64 // pixels a degree
	width, height float64
	metre         float64 // pixels
}

// fit chooses the scale: metres are as long east-west as north-south in the
// middle of the picture.
func (m *drawing) fit(shapes []shape) {
	west, south, east, north := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range shapes {
		for _, ring := range s.rings {
			for _, p := range ring {
				west, east = min(west, p[0]), max(east, p[0])
				south, north = min(south, p[1]), max(north, p[1])
			}
		}
	}
	if west > east { // nothing to draw
		west, south, east, north = 0, 0, 1, 1
	}
	lat := (south + north) / 2 * math.Pi / 180
	metresLat := 111_132.95 - 559.85*math.Cos(2*lat)
	metresLon := 111_412.88*math.Cos(lat) - 93.5*math.Cos(3*lat)
	size := max((east-west)*metresLon, (north-south)*metresLat, 1)
	m.metre = mapSize / size
	m.sx, m.sy = m.metre*metresLon, m.metre*metresLat
	m.west, m.north = west, north
	m.width, m.height = (east-west)*m.sx+2*mapMargin, (north-south)*m.sy+2*mapMargin
}

func (m *drawing) path(rings [][][2]float64) string {
	var b []byte
	for _, ring := range rings {
		for i, p := range ring {
			b = append(b, "ML"[min(i, 1)])
			b = strconv.AppendFloat(b, mapMargin+(p[0]-m.west)*m.sx, 'f', 1, 64)
			b = append(b, ' ')
			b = strconv.AppendFloat(b, mapMargin+(m.north-p[1])*m.sy, 'f', 1, 64)
		}
		b = append(b, 'Z')
	}
	return string(b)
}

func (m *drawing) draw(r *zones.Report, shapes []shape) {
	legend := 22 * float64(len(shapes)+1)
	width := max(m.width, 420)
	fmt.Fprintf(m.w, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" font-family="sans-serif" font-size="13">`+"\n", width, m.height+legend+mapMargin, width)
	fmt.Fprintf(m.w, "<title>%s</title>\n", html.EscapeString(siteName(r.Site)))
	fmt.Fprintf(m.w, `<rect width="100%%" height="100%%" fill="#fff"/>`+"\n")
	for i, s := range shapes[1:] {
		fmt.Fprintf(m.w, `<path d="%s" %s fill-rule="evenodd"/>`+"\n", m.path(s.rings), s.style)
		m.legend(i+1, s.style, s.text)
	}
	for _, l := range r.Lines {
		for _, f := range l.Ignored {
			if f.At != nil {
				fmt.Fprintf(m.w, `<circle cx="%.1f" cy="%.1f" r="5" fill="none" stroke="%s" stroke-width="2"/>`+"\n", mapMargin+(f.At.Lon-m.west)*m.sx, mapMargin+(m.north-f.At.Lat)*m.sy, colour(l.Line))
			}
		}
	}
	fmt.Fprintf(m.w, `<path d="%s" %s/>`+"\n", m.path(shapes[0].rings), shapes[0].style)
	m.legend(0, shapes[0].style, shapes[0].text)
	m.scaleBar(len(shapes))
	fmt.Fprintf(m.w, `<path d="M%.0f 30l-6 14l6 -4l6 4z" fill="#111"/><text x="%.0f" y="24" text-anchor="middle">%s</text>`+"\n", width-20, width-20, m.lang.Pick("北", "N"))
	m.w.WriteString("</svg>\n")
}

func colour(l rules.Line) string {
	if c, ok := colours[l]; ok {
		return c
	}
	return "#888888"
}

func (m *drawing) legend(row int, style, text string) {
	y := m.height + 22*float64(row)
	fmt.Fprintf(m.w, `<rect x="%.0f" y="%.1f" width="22" height="13" %s/><text x="%.0f" y="%.1f">%s</text>`+"\n", mapMargin, y, style, mapMargin+32, y+11, html.EscapeString(text))
}

// scaleBar draws 1, 2 or 5 times a power of ten metres, at most a third of the
// picture.
func (m *drawing) scaleBar(row int) {
	most := mapSize / 3 / m.metre
	length := math.Pow(10, math.Floor(math.Log10(most)))
	for _, k := range []float64{5, 2} {
		if k*length <= most {
			length *= k
			break
		}
	}
	y := m.height + 22*float64(row) + 8
	fmt.Fprintf(m.w, `<path d="M%.0f %.1fv6h%.1fv-6" fill="none" stroke="#111"/><text x="%.1f" y="%.1f">%s m</text>`+"\n", mapMargin, y-3, length*m.metre, mapMargin+length*m.metre+8, y+5, figure(length))
}
