package survey

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/geodesy"
	"github.com/sanxian/sanxian/message"
)

var (
	msgSurveyEncrypted = message.New("survey.encrypted", "the coordinate system is {system}, whose coordinates are offset by a secret amount of up to some hundred metres; ask for the data in CGCS2000",
		"坐标系为 {system}，坐标经过加密偏移，偏差可达数百米；请取得 CGCS2000 坐标的数据")
	msgSurveyWgs84 = message.New("survey.wgs84", "the coordinate system is {system}; it was read as CGCS2000, from which it differs by less than a metre",
		"坐标系为 {system}，已按 CGCS2000 读取，两者相差不到 1 米")
	msgSurveyDatum = message.New("survey.datum", "the coordinate system is {system}, on another datum: its shift to CGCS2000 is not public and may be 100 m; have the data transformed to CGCS2000 by the surveying office",
		"坐标系为 {system}，基准与 CGCS2000 不同，转换参数不公开，可能相差上百米；请由测绘单位转换到 2000 国家大地坐标系")
	msgSurveyDatumUnknown = message.New("survey.datum_unknown", "the coordinate system {system} is not known, and may be a local one some kilometres off; have the data transformed to CGCS2000, or, if it is CGCS2000 by another name, give the coordinate system (-crs EPSG:4548)",
		"不认识坐标系 {system}，可能是地方坐标系，相差可达数公里；请转换到 2000 国家大地坐标系，若确为 CGCS2000 的另一种叫法，请指明坐标系（如 -crs EPSG:4548）")
	msgSurveyDatumOverruled = message.New("survey.datum_overruled", "the header says {system}, on another datum; the coordinates were read in {crs} as asked",
		"文件头写的是 {system}，基准不同；已按指定的 {crs} 读取")
	msgSurveyTransform = message.New("survey.transform", "the header has transformation parameters ({parameters}); they were not applied",
		"文件头有转换参数（{parameters}），没有使用")
	msgSurveyUnit       = message.New("survey.unit", "the unit of the coordinates is {unit}; only metres (米) can be read", "坐标的计量单位是 {unit}，只能读取米")
	msgSurveyProjection = message.New("survey.projection", "the projection is {projection}; only Gauss-Krüger (高斯克吕格) can be read",
		"投影类型是 {projection}，只能读取高斯-克吕格投影")
	msgSurveyProjectionOverruled = message.New("survey.projection_overruled", "the header says projection {projection}; the coordinates were read in {crs} as asked",
		"文件头的投影类型是 {projection}，已按指定的 {crs} 读取")
)

// maxEntries bounds what a header holds; real ones have 11 lines.
const maxEntries = 10_000

// A Header is what a file says before its parcels.
type Header struct {
	Encoding string       // "UTF-8", "GB18030" (of which GBK is a part), "UTF-16LE", "UTF-16BE"; "" where all was ASCII so far
	Entries  []HeaderLine // in the order of the file
}

// A HeaderLine is one line of a header.
type HeaderLine struct {
	Section string // such as "属性描述", "" before the first section
	Key     string // such as "坐标系", "" for a line that is not key=value
	Value   string
	Line    int
}

// Keys of the ministry's header.
const (
	KeyVersion          = "格式版本号"
	KeyProducer         = "数据产生单位"
	KeyDate             = "数据产生日期"
	KeyCoordinateSystem = "坐标系"
	KeyZoneWidth        = "几度分带"
	KeyProjection       = "投影类型"
	KeyUnit             = "计量单位"
	KeyZone             = "带号"
	KeyPrecision        = "精度"
	KeyTransform        = "转换参数"
)

var synonyms = map[string][]string{
	KeyZoneWidth:        {"分带", "分带方式"},
	KeyCoordinateSystem: {"坐标系统", "坐标系名称"},
	KeyProjection:       {"投影", "投影方式"},
	KeyUnit:             {"单位", "坐标单位"},
	keyMeridian:         {"中央经线"},
}

// Get returns the value of a key, "" where there is none. Where a key occurs
// twice the first value that is not empty counts.
func (h Header) Get(key string) string { return h.entry(key).Value }

func (h Header) entry(key string) HeaderLine {
	for _, name := range append([]string{key}, synonyms[key]...) {
		for _, e := range h.Entries {
			if e.Value != "" && strings.ReplaceAll(fold(e.Key), " ", "") == name {
				return e
			}
		}
	}
	return HeaderLine{}
}

// zone returns the number and width in degrees that the header declares; 0
// where it declares none or nothing sensible.
func (h Header) zone() (width, number int) {
	switch strings.TrimLeft(fold(h.Get(KeyZoneWidth)), " ") {
	case "三", "三度", "三度带", "三度分带":
		width = 3
	case "六", "六度", "六度带", "六度分带":
		width = 6
	default:
		width = digits(h.Get(KeyZoneWidth))
	}
	number = digits(h.Get(KeyZone))
	if widthOf(number) == 0 { // one program writes the width here
		number = h.zoneOfName()
	}
	if number == 0 {
		if meridian := meridian(h.meridian().Value); meridian > 0 && math.Mod(meridian, 3) == 0 {
			if width == 6 && math.Mod(meridian+3, 6) == 0 {
				number = int(meridian+3) / 6
			} else {
				number = int(meridian) / 3
			}
		}
		if widthOf(number) == 0 {
			number = 0
		}
	}
	return width, number
}

// digits returns the first whole number in a text, 0 where there is none that
// a header would mean.
func digits(s string) int {
	s = fold(s)
	i := strings.IndexAny(s, "0123456789")
	if i < 0 {
		return 0
	}
	end := i
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(s[i:end])
	if err != nil || n > 1000 {
		return 0
	}
	return n
}

// widthOf returns the width in degrees of the zones with such a number: those
// of China are 13 to 23 and 25 to 45, so that the number tells.
func widthOf(zone int) int {
	switch {
	case zone >= 13 && zone <= 23:
		return 6
	case zone >= 25 && zone <= 45:
		return 3
	}
	return 0
}

// A declaration is what a header says about its coordinates.
type declaration struct {
	width, zone int
	errs        map[bool]error // of checkHeader, by whether coordinates are degrees
}

// declaration looks at the header once for all its parcels.
func (r *reader) declaration(degrees bool) (width, zone int, err error) {
	if r.declared == nil {
		r.declared = &declaration{errs: map[bool]error{}}
		r.declared.width, r.declared.zone = r.header.zone()
	}
	d := r.declared
	if _, checked := d.errs[degrees]; !checked {
		d.errs[degrees] = r.checkHeader(degrees)
	}
	return d.width, d.zone, d.errs[degrees]
}

// otherDatum are names of coordinate systems on another datum.
var otherDatum = regexp.MustCompile(`^(80|54)|(80|54)$|1980|1954|西安|北京|XIAN|XI'AN|BEIJING`)

// national are the words of names of CGCS2000. What else a name has, such as a city,
// makes it a local system that only begins with the national one.
var national = regexp.MustCompile(`中华人民共和国|国家|中国|大地|测量|地心|坐标系统?|坐标|参考系|系|年|高斯|克吕格|投影|平面|直角|[三六]?度|分?带|第|号|中央子午线|中央经线|经|高程|基准|椭球|CHINA|GEODETIC|COORDINATE|SYSTEM|CGCS|GCS|EPSG|GAUSS|KRUGER|GK|DEGREES?|ZONE|CM|[0-9]E|[^\p{Han}A-Z]`)

func isNational(name string) bool {
	if m := codeInName.FindStringSubmatch(name); m != nil {
		_, err := boundary.ParseFrame("EPSG:" + m[1])
		return err == nil
	}
	return strings.Contains(name, "2000") && national.ReplaceAllString(name, "") == ""
}

// Keys of what else a header may say of its datum, and the ellipsoids of others.
var (
	datumKey       = regexp.MustCompile(`(?i)椭球|大地基准|坐标基准|坐标参考|datum|ellipsoid|spheroid|^crs$`)
	otherEllipsoid = regexp.MustCompile(`克拉索夫|KRASS|IAG|1975|6378245|6378140|西安|北京|XIAN|XI'AN|BEIJING`)
)

// checkDatum refuses coordinates that are not of CGCS2000 by what the header says of
// their datum, unless the reader was given another.
func (r *reader) checkDatum() error {
	system := r.header.entry(KeyCoordinateSystem)
	if err := r.datum(system); err != nil {
		return r.overrules(err, system)
	}
	for _, e := range r.header.Entries {
		if e != system && datumKey.MatchString(fold(e.Key)) && otherEllipsoid.MatchString(strings.ToUpper(fold(e.Value))) {
			if err := r.overrules(msgSurveyDatum.Error(boundary.ErrFrame, message.Place{Line: e.Line}, "system", e.Value), e); err != nil {
				return err
			}
		}
	}
	return nil
}

// overrules lets the frame that the reader was given win over a header.
func (r *reader) overrules(err error, system HeaderLine) error {
	if r.opt.Frame == nil {
		return err
	}
	r.warn(msgSurveyDatumOverruled, system.Line, "system", system.Value, "crs", *r.opt.Frame)
	return nil
}

// datum judges the name of a coordinate system.
func (r *reader) datum(system HeaderLine) error {
	at := message.Place{Line: system.Line}
	switch name := strings.ToUpper(fold(system.Value)); {
	case geodesy.Encrypted(name) != "":
		return msgSurveyEncrypted.Error(boundary.ErrFrame, at, "system", system.Value)
	case name == "" || isNational(name):
		return nil
	case strings.Contains(name, "WGS"):
		r.note(msgSurveyWgs84, system.Line, "system", system.Value)
		return nil
	case otherDatum.MatchString(name):
		return msgSurveyDatum.Error(boundary.ErrFrame, at, "system", system.Value)
	}
	return msgSurveyDatumUnknown.Error(boundary.ErrFrame, at, "system", system.Value)
}

// checkHeader refuses what a header says about its coordinates and this package
// cannot read, and notes what is doubtful. A frame given by the reader
// overrules the coordinate system and the projection.
func (r *reader) checkHeader(degrees bool) error {
	if err := r.checkDatum(); err != nil {
		return err
	}
	if transform := r.header.entry(KeyTransform); transforms(transform.Value) {
		r.warn(msgSurveyTransform, transform.Line, "parameters", transform.Value)
	}
	if degrees { // the projection is of the plane, and templates leave 米
		return nil
	}
	unit := r.header.entry(KeyUnit)
	word := strings.ToLower(trim(fold(unit.Value)))
	if err := r.checkMeridian(r.declared.zone); err != nil {
		return err
	}
	switch word {
	case "", "米", "m", "公尺", "meter", "metre", "meters", "metres":
	default:
		return msgSurveyUnit.Error(boundary.ErrFrame, message.Place{Line: unit.Line},
			"unit", unit.Value)
	}
	projection := r.header.entry(KeyProjection)
	name := strings.ToLower(fold(projection.Value))
	if name != "" && !strings.Contains(name, "高斯") && !strings.Contains(name, "gauss") && !strings.Contains(name, "kruger") && !strings.Contains(name, "krüger") {
		if r.opt.Frame == nil {
			return msgSurveyProjection.Error(boundary.ErrFrame, message.Place{Line: projection.Line},
				"projection", projection.Value)
		}
		r.warn(msgSurveyProjectionOverruled, projection.Line, "projection", projection.Value, "crs", *r.opt.Frame)
	}
	return nil
}

// transforms reports whether the seven parameters change anything. A scale of
// 1 is none.
func transforms(s string) bool {
	for i, field := range split(s) {
		if v, ok := number(field); ok && v != 0 && !(i == 6 && v == 1) {
			return true
		}
	}
	return false
}
