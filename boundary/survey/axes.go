package survey

import (
	"math"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/message"
)

var (
	msgSurveySameCoordinate = message.New("survey.same_coordinate", "both coordinates of every point are the same: the program that wrote the file wrote one of them twice",
		"每个界址点的两个坐标都相同：导出文件的软件把同一个坐标写了两遍")
	msgSurveyAxes = message.New("survey.axes", "the coordinates are neither a northing and an easting in China nor degrees; if they are right, give their coordinate system (-crs EPSG:4548 is 3-degree zone 39 without prefix)",
		"坐标既不是中国境内的北、东坐标（米），也不是经纬度；若坐标无误，请指明坐标系（如 -crs EPSG:4548，即 3 度带第 39 带、不带带号）")
	msgSurveyZones = message.New("survey.zones", "the easting is of zone {zone}, the first of the parcel is of zone {first}",
		"东坐标属于第 {zone} 带，而地块第一点属于第 {first} 带")
	msgSurveyAxesMixed = message.New("survey.axes_mixed", "the coordinates are not of the kind of the first point of the parcel: another axis order, unit or zone prefix, or a slip of the pen",
		"这一点的坐标与地块第一点不是同一类：坐标顺序、单位或带号前缀不同，或者写错了数字")
	msgSurveySwapped = message.New("survey.swapped", "the first coordinate is the easting or longitude, the second the northing or latitude, as their magnitudes show; the ministry's order is the other",
		"第一个坐标是东坐标或经度，第二个是北坐标或纬度（由数值大小判断），与部标顺序相反，已按实际顺序读取")
	msgSurveyOrderAssumed = message.New("survey.order_assumed", "the first coordinate was taken as the northing or latitude; their magnitudes do not tell",
		"由数值大小无法判断坐标顺序，已把第一个坐标作为北坐标或纬度")
	msgSurveyDegrees = message.New("survey.degrees", "the coordinates are degrees of longitude and latitude, not metres", "坐标是经纬度（度），不是米")
	msgSurveyZone    = message.New("survey.zone", "the eastings have no zone prefix and the header has no 带号; give the coordinate system (-crs EPSG:4548 is 3-degree zone 39 without prefix, EPSG:4509 plus the zone; EPSG:4489 plus it for 6-degree zones)",
		"东坐标不带带号，文件头也没有带号；请指明坐标系（如 -crs EPSG:4548，即 3 度带第 39 带、不带带号；3 度带为 EPSG 4509 加带号，6 度带为 4489 加带号）")
	msgSurveyZoneDiffers = message.New("survey.zone_differs", "the header says zone {header}, but the eastings begin with {prefix}; the prefix was believed",
		"文件头的带号是 {header}，但东坐标以 {prefix} 开头，已以坐标为准")
	msgSurveyWidthDiffers = message.New("survey.width_differs", "the header says {header}-degree zones, but {zone} is a {width}-degree zone; that was believed",
		"文件头写的是 {header} 度分带，但第 {zone} 带是 {width} 度带，已以带号为准")
	msgSurveyCrsDegrees = message.New("survey.crs_degrees", "the coordinates cannot be of {crs}, which was given: they are degrees",
		"坐标不可能属于指定的 {crs}：坐标是经纬度（度）")
	msgSurveyCrsMetres    = message.New("survey.crs_metres", "the coordinates cannot be of {crs}, which was given: they are metres", "坐标不可能属于指定的 {crs}：坐标是米")
	msgSurveyCrsOverrules = message.New("survey.crs_overrules", "the eastings begin with {prefix}, but were read in {crs} as asked",
		"东坐标以 {prefix} 开头，但已按指定的 {crs} 读取，请核对")
	msgSurveyCrsPrefix = message.New("survey.crs_prefix", "the eastings were read in {used}, which has the zone of {crs}: they show whether they have its prefix",
		"已按 {used} 读取，与指定的 {crs} 同带；东坐标是否带带号由数值判断")
)

// An orientation is what the magnitude of two coordinates tells of them.
type orientation struct {
	known   bool
	swapped bool // the first is the easting or longitude
	degrees bool
	zone    int // prefix of the easting, 0 for none
}

var unknown orientation

// guess tells axes by magnitude. In metres a northing in China has 7 digits, an
// easting has 6, or 8 with the number of its zone in front; in degrees
// longitudes are above all latitudes.
func guess(p boundary.Point) orientation {
	if o := guessNorthFirst(p.X, p.Y); o.known {
		return o
	}
	o := guessNorthFirst(p.Y, p.X)
	o.swapped = o.known
	return o
}

func guessNorthFirst(north, east float64) orientation {
	zone := 0
	if east >= 13e6 && east < 46e6 {
		zone = int(math.Floor(east / 1e6))
	}
	switch {
	case widthOf(zone) != 0 && north >= 1e5 && north < 6.2e6:
		return orientation{known: true, zone: zone}
	case north >= 1.5e6 && north <= 6.1e6 && east >= 1e5 && east < 1e6:
		return orientation{known: true}
	case north >= 0 && north <= 56 && east >= 72 && east <= 138:
		return orientation{known: true, degrees: true}
	}
	return unknown
}

// orient finds the frame of a parcel and whether its rows have the easting or
// longitude first.
func (r *reader) orient(p *parcel) (boundary.Frame, bool, error) {
	var none boundary.Frame
	same := len(p.rows) > 1
	for _, row := range p.rows {
		same = same && row.at.X == row.at.Y
	}
	if same {
		return none, false, msgSurveySameCoordinate.Error(boundary.ErrGeometry, at(p.rows[0]))
	}
	o := guess(p.rows[0].at)
	if r.opt.Frame == nil && !o.known {
		return none, false, msgSurveyAxes.Error(boundary.ErrFrame, at(p.rows[0]))
	}
	for _, row := range p.rows[1:] {
		other := guess(row.at)
		if row.symbols != p.rows[0].symbols {
			return none, false, msgSurveyAxesMixed.Error(boundary.ErrFrame, at(row))
		}
		if other == o {
			continue
		}
		if r.opt.Frame != nil && (!other.known || !o.known) {
			o = unknown // outside of what magnitudes tell, but the reader knows better
			break
		}
		if other.zone != 0 && o.zone != 0 && other.zone != o.zone {
			return none, false, msgSurveyZones.Error(boundary.ErrFrame, at(row),
				"zone", other.zone, "first", o.zone)
		}
		return none, false, msgSurveyAxesMixed.Error(boundary.ErrFrame, at(row))
	}
	f, err := r.frame(p, o)
	if err != nil {
		return none, false, err
	}
	if !o.known {
		return f, r.eastFirst(p, f), nil
	}
	if o.degrees {
		if err := r.settleDegrees(p); err != nil {
			return none, false, err
		}
	}
	if o.swapped && r.layout.east < 0 {
		r.note(msgSurveySwapped, p.rows[0].line)
	}
	return f, o.swapped, nil
}

// eastFirst decides the order of coordinates that magnitudes do not tell: as
// the titles name them, else north first, as is the rule of the format.
func (r *reader) eastFirst(p *parcel, f boundary.Frame) bool {
	if r.layout.east >= 0 {
		return r.layout.east == r.layout.x
	}
	if f.Geographic() {
		for _, row := range p.rows {
			if math.Abs(row.at.X) > 90 {
				return true
			}
		}
	}
	r.note(msgSurveyOrderAssumed, p.rows[0].line)
	return false
}

// frame finds the frame of coordinates: the one that the reader was given, else
// by the zone prefix, else by the header.
func (r *reader) frame(p *parcel, o orientation) (boundary.Frame, error) {
	line := p.rows[0].line
	width, zone, err := r.declaration(o.degrees)
	if err != nil {
		return boundary.Frame{}, err
	}
	if r.opt.Frame != nil {
		return r.overruled(line, o)
	}
	if o.degrees {
		r.note(msgSurveyDegrees, line)
		return codec.InFrame(&r.opt.Reading, boundary.LonLat), nil
	}
	if o.zone == 0 && zone == 0 {
		return boundary.Frame{}, msgSurveyZone.Error(boundary.ErrFrame, at(p.rows[0]))
	}
	if o.zone != 0 {
		if zone != 0 && zone != o.zone {
			r.warn(msgSurveyZoneDiffers, line, "header", zone, "prefix", o.zone)
		}
		zone = o.zone
	}
	if width != 0 && width != widthOf(zone) {
		r.warn(msgSurveyWidthDiffers, line, "header", width, "zone", zone, "width", widthOf(zone))
	}
	f, err := boundary.GaussKruger(widthOf(zone), zone, o.zone != 0)
	if err != nil {
		return f, message.At(err, at(p.rows[0]))
	}
	return codec.InFrame(&r.opt.Reading, f), nil
}

// overruled returns the frame that the reader was given. It wins over prefix
// and header; only metres cannot be degrees.
func (r *reader) overruled(line int, o orientation) (boundary.Frame, error) {
	f := codec.InFrame(&r.opt.Reading, boundary.LonLat)
	width, zone, prefixed, plane := f.Zone()
	switch {
	case !o.known:
	case plane && o.degrees:
		return f, msgSurveyCrsDegrees.Error(boundary.ErrFrame, message.Place{Line: line},
			"crs", f)
	case !plane && !o.degrees:
		return f, msgSurveyCrsMetres.Error(boundary.ErrFrame, message.Place{Line: line},
			"crs", f)
	case !plane:
	case o.zone != 0 && o.zone != zone:
		r.warn(msgSurveyCrsOverrules, line, "prefix", o.zone, "crs", f)
	case (o.zone != 0) != prefixed:
		g, err := boundary.GaussKruger(width, zone, o.zone != 0)
		if err != nil {
			return f, err
		}
		r.note(msgSurveyCrsPrefix, line, "crs", f, "used", g)
		return g, nil
	}
	return f, nil
}

func at(r row) message.Place { return message.Place{Line: r.line} }
