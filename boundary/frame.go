package boundary

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/internal/geodesy"
	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/message"
)

var (
	msgFrameOldDatum = message.New("frame.old_datum", "EPSG:{epsg} is of {crs}: there is no public datum shift to CGCS2000 (metres to tens of metres off); ask for the data in CGCS2000",
		"EPSG:{epsg} 属于{crs}坐标系，没有公开的转换参数可换算到 CGCS2000（相差数米至数十米），请向数据提供单位索取 CGCS2000 数据")
	msgFrameEncrypted = message.New("frame.encrypted", "{crs} coordinates are offset by a secret amount of up to some hundred metres; ask for the data in CGCS2000",
		"{crs} 坐标经过加密偏移（可达数百米），不能用于核查，请索取 CGCS2000 数据")
	msgFrameZone = message.New("frame.zone", "there is no {width}-degree Gauss-Krüger zone {zone} in CGCS2000 (3-degree: 25 to 45, 6-degree: 13 to 23)",
		"CGCS2000 没有 {width} 度带第 {zone} 带（3 度带为 25 至 45 带，6 度带为 13 至 23 带）")
	msgFrameEpsg = message.New("frame.epsg", "EPSG:{epsg} is not supported; transform the data to CGCS2000 (EPSG:4490, or a Gauss-Krüger zone EPSG:4491 to 4554) first",
		"不支持 EPSG:{epsg}，请先把数据转换到 CGCS2000（EPSG:4490，或高斯-克吕格投影 EPSG:4491 至 4554）")
	msgFrameEdges = message.New("frame.edges", "edges {edges} are not known; write lonlat, gk25 to gk45, or gk6-13 to gk6-23",
		"不认识的边线方式 {edges}，请写 lonlat、gk25 至 gk45 或 gk6-13 至 gk6-23")
	msgFrameName = message.New("frame.name", "coordinate system {crs} is not supported; transform the data to CGCS2000 (EPSG:4490, or a Gauss-Krüger zone EPSG:4491 to 4554) first",
		"不支持坐标系 {crs}，请先把数据转换到 CGCS2000（EPSG:4490，或高斯-克吕格投影 EPSG:4491 至 4554）")
	msgPointFinite = message.New("point.finite", "coordinate is not a finite number", "坐标不是有限的数值")
	msgPointMetres = message.New("point.metres", "metres where degrees are expected: looks like {crs}, Gauss-Krüger with easting first",
		"应为经纬度，坐标却是米：看来是 {crs}（高斯-克吕格，东坐标在前），请指明坐标系（如 -crs {crs}）")
	msgPointMetresUnknown = message.New("point.metres_unknown", "metres where degrees are expected: the coordinate system must be given",
		"应为经纬度，坐标却是米：请指明坐标系（如 -crs EPSG:4548，即 3 度带第 39 带、不带带号）")
	msgPointSwapped   = message.New("point.swapped", "latitude {lat} is beyond 90 degrees: longitude and latitude look swapped", "纬度 {lat} 超过 90 度：经度和纬度可能颠倒了")
	msgPointLatitude  = message.New("point.latitude", "latitude {lat} is beyond 90 degrees", "纬度 {lat} 超过 90 度")
	msgPointLongitude = message.New("point.longitude", "longitude {lon} is beyond 180 degrees", "经度 {lon} 超过 180 度")
	msgPointDegrees   = message.New("point.degrees", "degrees where metres of {crs} are expected", "应为 {crs} 的米制坐标，坐标却是度")
	msgPointAxes      = message.New("point.axes", "northing {y} is beyond the pole: easting and northing look swapped", "北坐标 {y} 超出极点：东坐标和北坐标可能颠倒了")
	msgPointZone      = message.New("point.zone", "easting {x} is of {found}, not of {crs}", "东坐标 {x} 属于 {found}，不属于 {crs}")
	msgPointEasting   = message.New("point.easting", "easting {x} is not of {crs}", "东坐标 {x} 不属于 {crs}")
	msgPointNorthing  = message.New("point.northing", "northing {y} is beyond the pole", "北坐标 {y} 超出极点")
)

// A Frame says how the coordinates of points are meant and which curve is a
// straight edge between them. Frames are comparable; the zero value is LonLat.
//
// All frames are on CGCS2000 (EPSG:4490 and its Gauss-Krüger zones). X is the
// longitude in degrees or the easting in metres, Y the latitude or northing,
// whatever the axis order of the EPSG register.
type Frame struct {
	zone  geodesy.Zone // zero for longitude and latitude
	edges Edges        // only where zone is zero
}

// Edges says which curve is a straight edge between two points of longitude
// and latitude. The zero value is straight in longitude and latitude itself,
// as RFC 7946 has it.
type Edges struct {
	zone geodesy.Zone
}

// LonLat is CGCS2000 longitude and latitude in degrees (EPSG:4490), edges
// straight in longitude and latitude.
var LonLat Frame

// StraightInZone returns edges that are straight in the plane of a 3° or 6°
// Gauss-Krüger zone. Width is 3 (zones 25 to 45) or 6 (13 to 23).
func StraightInZone(width, number int) (Edges, error) {
	z, ok := geodesy.NewZone(width, number, false)
	if !ok {
		return Edges{}, msgFrameZone.Error(ErrFrame, message.Place{},
			"width", width, "zone", number)
	}
	return Edges{zone: z}, nil
}

// GaussKruger returns the frame of a Gauss-Krüger zone. Width is 3 (zones 25 to
// 45) or 6 (13 to 23); prefixed says whether eastings begin with the zone
// number, as 39500000 does.
func GaussKruger(width, number int, prefixed bool) (Frame, error) {
	e, err := StraightInZone(width, number)
	if err != nil {
		return Frame{}, err
	}
	e.zone.Prefixed = prefixed
	return Frame{zone: e.zone}, nil
}

// EPSG returns the frame of a code: 4490; 4491 to 4512 (6° zones), 4513 to 4554
// (3° zones). 4326, WGS 84, is taken as 4490, from which it differs by
// decimetres; callers note it. Xi'an 80 and Beijing 54 are refused with the
// reason, as are all other codes.
func EPSG(code int) (Frame, error) {
	switch {
	case code == 4490 || code == 4326:
		return LonLat, nil
	case code >= 4491 && code <= 4501:
		return GaussKruger(6, code-4491+13, true)
	case code >= 4502 && code <= 4512:
		return GaussKruger(6, code-4502+13, false)
	case code >= 4513 && code <= 4533:
		return GaussKruger(3, code-4513+25, true)
	case code >= 4534 && code <= 4554:
		return GaussKruger(3, code-4534+25, false)
	}
	if name := otherDatum(code); name != "" {
		return Frame{}, msgFrameOldDatum.Error(ErrFrame, message.Place{}, "crs", name, "epsg", code)
	}
	return Frame{}, msgFrameEpsg.Error(ErrFrame, message.Place{},
		"epsg", code)
}

// otherDatum returns the Chinese datum of a code that is refused because its
// coordinates would be read wrong.
func otherDatum(code int) string {
	switch {
	case code == 4610 || code >= 2327 && code <= 2390:
		return "Xi'an 80"
	case code == 4214 || code >= 2401 && code <= 2442 || code >= 21413 && code <= 21463:
		return "Beijing 54"
	}
	return ""
}

var (
	_ = message.Words("crs", func(word string) string {
		return map[string]string{"Xi'an 80": "西安 80", "Beijing 54": "北京 54"}[word]
	})
	_ = message.Words("edges", edgesInChinese)
)

// edgesInChinese says what [Edges.String] returns.
func edgesInChinese(word string) string {
	e, err := ParseEdges(word)
	switch {
	case err != nil:
		return ""
	case e == Edges{}:
		return "经纬度"
	}
	return fmt.Sprintf("%d 度带第 %d 带", e.zone.Width, e.zone.Number)
}

// EPSG returns the code of the coordinates: 4490, or 4491 to 4554.
func (f Frame) EPSG() int {
	z := f.zone
	switch {
	case f.Geographic():
		return 4490
	case z.Width == 6 && z.Prefixed:
		return 4491 - 13 + int(z.Number)
	case z.Width == 6:
		return 4502 - 13 + int(z.Number)
	case z.Prefixed:
		return 4513 - 25 + int(z.Number)
	}
	return 4534 - 25 + int(z.Number)
}

// Geographic reports whether coordinates are degrees of longitude and latitude.
func (f Frame) Geographic() bool { return f.zone == geodesy.Zone{} }

// Zone returns the width in degrees (3 or 6), the number and the kind of
// easting of a Gauss-Krüger frame; ok is false for longitude and latitude.
func (f Frame) Zone() (width, number int, prefixed, ok bool) {
	return int(f.zone.Width), int(f.zone.Number), f.zone.Prefixed, !f.Geographic()
}

// WithEdges returns the frame with other straight edges. A Gauss-Krüger frame
// has edges straight in its own plane and is returned as it is.
func (f Frame) WithEdges(e Edges) Frame {
	if f.Geographic() {
		f.edges = e
	}
	return f
}

// Edges returns what is a straight edge in the frame.
func (f Frame) Edges() Edges {
	if f.Geographic() {
		return f.edges
	}
	z := f.zone
	z.Prefixed = false
	return Edges{zone: z}
}

// ToLonLat returns longitude and latitude in degrees of a point of the frame.
func (f Frame) ToLonLat(p Point) (lon, lat float64) {
	if f.Geographic() {
		return p.X, p.Y
	}
	return f.zone.Inverse(p.X, p.Y)
}

// FromLonLat returns the point of the frame at a longitude and latitude in
// degrees.
func (f Frame) FromLonLat(lon, lat float64) Point {
	if f.Geographic() {
		return Point{lon, lat}
	}
	e, n := f.zone.Forward(lon, lat)
	return Point{e, n}
}

// String names the frame, such as "EPSG:4527" or "EPSG:4490, edges gk39".
func (f Frame) String() string {
	s := "EPSG:" + strconv.Itoa(f.EPSG())
	if f.Geographic() && f.edges != (Edges{}) {
		s += ", edges " + f.edges.String()
	}
	return s
}

// Zone returns the width in degrees (3 or 6) and the number of the Gauss-Krüger
// zone in whose plane edges are straight; ok is false where they are straight in
// longitude and latitude.
func (e Edges) Zone() (width, number int, ok bool) {
	return int(e.zone.Width), int(e.zone.Number), e != Edges{}
}

// String returns the word that ParseEdges takes: "lonlat", "gk39" for zone 39
// of 3°, "gk6-20" for zone 20 of 6°.
func (e Edges) String() string {
	switch e.zone.Width {
	case 3:
		return fmt.Sprintf("gk%d", e.zone.Number)
	case 6:
		return fmt.Sprintf("gk6-%d", e.zone.Number)
	}
	return "lonlat"
}

// ParseEdges reads what Edges.String writes.
func ParseEdges(s string) (Edges, error) {
	word := strings.ToLower(strings.TrimSpace(s))
	if word == "lonlat" {
		return Edges{}, nil
	}
	width, digits := 3, ""
	if rest, ok := strings.CutPrefix(word, "gk6-"); ok {
		width, digits = 6, rest
	} else if rest, ok := strings.CutPrefix(word, "gk"); ok {
		digits = rest
	}
	if n, err := strconv.Atoi(digits); err == nil {
		return StraightInZone(width, n)
	}
	return Edges{}, msgFrameEdges.Error(ErrFrame, message.Place{},
		"edges", strconv.Quote(s))
}

// ParseFrame reads a coordinate system as people write it: "EPSG:4527", "4527",
// "urn:ogc:def:crs:EPSG::4490", "CGCS2000", "CRS84", "WGS84".
func ParseFrame(s string) (Frame, error) {
	word := strings.ToUpper(strings.TrimSpace(s))
	switch word {
	case "CGCS2000", "CRS84", "OGC:CRS84", "URN:OGC:DEF:CRS:OGC:1.3:CRS84", "URN:OGC:DEF:CRS:OGC::CRS84", "HTTP://WWW.OPENGIS.NET/DEF/CRS/OGC/1.3/CRS84", "WGS84", "WGS 84":
		return LonLat, nil
	}
	if geodesy.Encrypted(word) != "" {
		return Frame{}, msgFrameEncrypted.Error(ErrFrame, message.Place{}, "crs", strings.TrimSpace(s))
	}
	digits := word
	for _, sep := range []string{":", "/"} {
		if i := strings.LastIndex(digits, sep); i >= 0 {
			digits = digits[i+1:]
		}
	}
	named := digits == word || strings.Contains(word, "EPSG")
	if code, err := strconv.Atoi(digits); err == nil && named {
		return EPSG(code)
	}
	return Frame{}, msgFrameName.Error(ErrFrame, message.Place{},
		"crs", strconv.Quote(s))
}

// check refuses coordinates that cannot be of the frame, and says what they
// look like instead.
func (f Frame) check(p Point) error {
	if !finite(p.X) || !finite(p.Y) {
		return msgPointFinite.Error(ErrGeometry, message.Place{})
	}
	if f.Geographic() {
		return checkDegrees(p)
	}
	return f.checkMetres(p)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func checkDegrees(p Point) error {
	switch {
	case grid.OnEarth(p.X, p.Y):
		return nil
	case math.Abs(p.X) > 1000 || math.Abs(p.Y) > 1000:
		if f, ok := frameOfMetres(p); ok {
			return msgPointMetres.Error(ErrFrame, message.Place{},
				"crs", f)
		}
		return msgPointMetresUnknown.Error(ErrFrame, message.Place{})
	case math.Abs(p.Y) > 90 && math.Abs(p.X) <= 90:
		return msgPointSwapped.Error(ErrGeometry, message.Place{}, "lat", formatCoordinate(p.Y))
	case math.Abs(p.Y) > 90:
		return msgPointLatitude.Error(ErrGeometry, message.Place{}, "lat", formatCoordinate(p.Y))
	}
	return msgPointLongitude.Error(ErrGeometry, message.Place{}, "lon", formatCoordinate(p.X))
}

// frameOfMetres recognises an easting with a zone prefix: 8 digits that begin
// with 25 to 45 (3°) or 13 to 23 (6°).
func frameOfMetres(p Point) (Frame, bool) {
	number := int(math.Floor(p.X / 1e6))
	for _, width := range []int{3, 6} {
		f, err := GaussKruger(width, number, true)
		if err == nil && p.Y > 0 && p.Y < 1e7 {
			return f, true
		}
	}
	return Frame{}, false
}

// checkMetres refuses points more than one zone beyond the edges, where a false
// easting must be wrong, and latitudes that do not exist.
func (f Frame) checkMetres(p Point) error {
	easting := p.X - 500_000
	if f.zone.Prefixed {
		easting -= float64(f.zone.Number) * 1e6
	}
	reach := 550_000.0 // 4.5° at 10° north
	if f.zone.Width == 6 {
		reach = 999_999
	}
	switch {
	case math.Abs(p.X) <= 180 && math.Abs(p.Y) <= 90 && p.X != 0:
		return msgPointDegrees.Error(ErrFrame, message.Place{}, "crs", f)
	case math.Abs(p.Y) > 9_900_000 && math.Abs(p.X) < 9_900_000:
		return msgPointAxes.Error(ErrFrame, message.Place{}, "y", formatCoordinate(p.Y))
	case math.Abs(easting) > reach:
		if g, ok := frameOfMetres(p); ok && f.zone.Prefixed {
			return msgPointZone.Error(ErrFrame, message.Place{}, "x", formatCoordinate(p.X), "found", g, "crs", f)
		}
		return msgPointEasting.Error(ErrFrame, message.Place{}, "x", formatCoordinate(p.X), "crs", f)
	case math.Abs(p.Y) > 9_900_000:
		return msgPointNorthing.Error(ErrFrame, message.Place{}, "y", formatCoordinate(p.Y))
	}
	return nil
}
