package crs

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgCrsKind = message.New("crs.kind", "{name} is a {kind} coordinate system; only longitude and latitude or a Gauss-Krüger zone of CGCS2000 can be read: transform the data (ogr2ogr -t_srs EPSG:4490), or name the coordinate system yourself (-crs) if the file is wrong about it",
		"{name} 的类型为 {kind}，只能读取 CGCS2000 的经纬度或高斯-克吕格投影坐标；请先转换数据（ogr2ogr -t_srs EPSG:4490），如文件说明有误请用 -crs 指明坐标系")
	msgCrsParameter = message.New("crs.parameter", "{name}: the {parameter} is {value} where CGCS2000 has {wanted}; transform the data (ogr2ogr -t_srs EPSG:4490), or name the coordinate system yourself (-crs) if the file is wrong about it",
		"{name} 的参数 {parameter} 为 {value}，CGCS2000 应为 {wanted}；请先转换数据（ogr2ogr -t_srs EPSG:4490），如文件说明有误请用 -crs 指明坐标系")
	msgCrsMethod = message.New("crs.method", "{name} is projected by {method}, not by Gauss-Krüger; transform the data (ogr2ogr -t_srs EPSG:4490), or name the coordinate system yourself (-crs) if the file is wrong about it",
		"{name} 的投影方法为 {method}，不是高斯-克吕格投影；请先转换数据（ogr2ogr -t_srs EPSG:4490），如文件说明有误请用 -crs 指明坐标系")
	msgCrsMeridian = message.New("crs.meridian", "{name} has the central meridian {meridian}°, which is that of no 3-degree or 6-degree zone of CGCS2000 (a local system?); transform the data (ogr2ogr -t_srs EPSG:4490), or name the coordinate system yourself (-crs) if the file is wrong about it",
		"{name} 的中央经线为 {meridian}°，不是 CGCS2000 任何 3 度带或 6 度带的中央经线（可能是地方独立坐标系）；请先转换数据（ogr2ogr -t_srs EPSG:4490），如文件说明有误请用 -crs 指明坐标系")
	msgCrsFalseEasting = message.New("crs.false_easting", "{name} has the false easting {easting} with the central meridian {meridian}°; a zone there has 500000, or its number before that; mend the coordinate system or name it yourself (-crs)",
		"{name} 的东偏移为 {easting}、中央经线为 {meridian}°，两者不符：东偏移应为 500000，或在其前加带号；请修正坐标系文件或用 -crs 指明坐标系")
	msgCrsNameDiffers = message.New("crs.name_differs", "the name {name} does not agree with the parameters of the coordinate system, which are those of EPSG:{epsg}; the parameters are believed",
		"坐标系名称 {name} 与其参数不符，参数为 EPSG:{epsg}，以参数为准")
)

// Frame returns the frame that a WKT text describes, with notes on what was
// assumed. Text without any bracket is read as boundary.ParseFrame does, for
// the files that hold just "EPSG:4527". Errors and notes have an empty place.
func Frame(text []byte) (boundary.Frame, []message.Note, error) {
	if bare := strings.TrimSpace(strings.Trim(string(text), "\ufeff\x00")); bare != "" && len(bare) < 200 && !strings.ContainsAny(bare, "[(") {
		f, err := boundary.ParseFrame(bare)
		return f, nil, err
	}
	root, err := parse(text)
	if err != nil {
		return boundary.Frame{}, nil, err
	}
	s, err := read(root)
	if err != nil {
		return boundary.Frame{}, nil, err
	}
	return s.frame()
}

// Name returns the name of the system in a WKT text, "" where there is none.
func Name(text []byte) string {
	root, err := parse(text)
	if err != nil {
		return ""
	}
	return clip(root.text(0))
}

func (s *system) frame() (boundary.Frame, []message.Note, error) {
	if s.kind != "geographic" && s.kind != "projected" {
		return boundary.Frame{}, nil, s.refuse(msgCrsKind, "kind", clip(s.kind))
	}
	notes, err := s.judgeDatum()
	if err != nil {
		return boundary.Frame{}, nil, err
	}
	if s.meridian != 0 {
		return boundary.Frame{}, nil, s.wrong("prime meridian", s.meridian, "0 (Greenwich)")
	}
	// Nine digits of the unit are a nanodegree at 180°.
	if math.Abs(s.angle-degree) > 1e-11 {
		return boundary.Frame{}, nil, s.wrong("angular unit in radians", s.angle, "0.0174532925199433 (degree)")
	}
	f := boundary.LonLat
	if s.kind == "projected" {
		if f, err = s.zone(); err != nil {
			return boundary.Frame{}, nil, err
		}
	}
	return f, append(notes, s.nameNotes(f)...), nil
}

// wrong refuses a parameter that no supported frame has.
func (s *system) wrong(parameter string, value float64, wanted string) error {
	return s.refuse(msgCrsParameter, "parameter", parameter, "value", decimal(value), "wanted", wanted)
}

// zone finds the Gauss-Krüger zone by the parameters of the projection.
func (s *system) zone() (boundary.Frame, error) {
	switch plain(s.method) {
	case "gausskruger", "transversemercator":
	default:
		return boundary.Frame{}, s.refuse(msgCrsMethod, "method", strconv.Quote(clip(s.method)))
	}
	if s.length != 1 {
		return boundary.Frame{}, s.wrong("linear unit in metres ("+clip(s.unit)+")", s.length, "1")
	}
	if v := s.parameter(1, "scalefactor", "scalefactoratnaturalorigin"); v != 1 {
		return boundary.Frame{}, s.wrong("scale factor", v, "1")
	}
	if v := s.parameter(0, "latitudeoforigin", "latitudeofnaturalorigin"); v != 0 {
		return boundary.Frame{}, s.wrong("latitude of origin", v, "0")
	}
	if v := s.parameter(0, "falsenorthing"); v != 0 {
		return boundary.Frame{}, s.wrong("false northing", v, "0")
	}
	easting, meridian := s.parameter(0, "falseeasting"), s.centralMeridian()

	three, six := 0, 0 // the zones with this central meridian
	if n := meridian / 3; n == math.Trunc(n) && n >= 25 && n <= 45 {
		three = int(n)
	}
	if n := (meridian + 3) / 6; n == math.Trunc(n) && n >= 13 && n <= 23 {
		six = int(n)
	}
	if three == 0 && six == 0 {
		return boundary.Frame{}, s.refuse(msgCrsMeridian, "meridian", decimal(meridian))
	}
	if easting == 500000 {
		if six != 0 && (three == 0 || s.namesSixDegrees()) {
			return boundary.GaussKruger(6, six, false)
		}
		return boundary.GaussKruger(3, three, false)
	}
	switch prefix := (easting - 500000) / 1e6; {
	case three != 0 && prefix == float64(three):
		return boundary.GaussKruger(3, three, true)
	case six != 0 && prefix == float64(six):
		return boundary.GaussKruger(6, six, true)
	}
	return boundary.Frame{}, s.refuse(msgCrsFalseEasting, "easting", decimal(easting), "meridian", decimal(meridian))
}

func (s *system) centralMeridian() float64 {
	m := s.parameter(0, "centralmeridian", "longitudeoforigin", "longitudeofnaturalorigin", "longitudeofcenter")
	// One converted from radians is off in the last digits.
	if r := math.Round(m); math.Abs(m-r) < 1e-9 {
		return r
	}
	return m
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// namesSixDegrees: "CGCS2000_GK_CM_117E" is the 6° zone and
// "CGCS2000_3_Degree_GK_CM_117E" the 3° zone; the parameters are the same.
func (s *system) namesSixDegrees() bool {
	p := plain(s.name)
	if strings.Contains(p, "3degree") || strings.Contains(p, "3度") {
		return false
	}
	return strings.Contains(p, "gkcm") || strings.Contains(p, "krugercm") || strings.Contains(p, "6degree") || strings.Contains(p, "6度")
}

var (
	zoneInName     = regexp.MustCompile(`(?i)zone[ _-]*(\d+)`)
	meridianInName = regexp.MustCompile(`(?i)cm[ _-]*(\d+)`)
)

// nameNotes notes names and codes that say something else than the parameters
// do.
func (s *system) nameNotes(f boundary.Frame) []message.Note {
	_, number, prefixed, projected := f.Zone()
	differs := false
	for _, name := range []string{s.name, s.base} {
		switch said := familyOf(name); said {
		case xian80, beijing54:
			differs = true
		case cgcs2000, wgs84:
			differs = differs || said != familyOf(s.datum) && familyOf(s.datum) != unnamed
		}
	}
	if projected {
		if m := zoneInName.FindStringSubmatch(s.name); m != nil {
			differs = differs || m[1] != strconv.Itoa(number)
		}
		if m := meridianInName.FindStringSubmatch(s.name); m != nil {
			differs = differs || prefixed || m[1] != decimal(s.centralMeridian())
		}
	}
	says := s.title()
	if s.epsg != 0 && !differs {
		if g, err := boundary.EPSG(s.epsg); err != nil || g != f {
			differs, says = true, says+", EPSG:"+strconv.Itoa(s.epsg)
		}
	}
	if !differs {
		return nil
	}
	n := msgCrsNameDiffers.Warning(message.Place{},
		"name", says, "epsg", f.EPSG())
	return []message.Note{n}
}
