package survey

import (
	"math"

	"github.com/sanxian/sanxian/boundary"
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
		return none, false, boundary.NewError(boundary.ErrGeometry, "survey.same_coordinate", at(p.rows[0]),
			"both coordinates of every point are the same: the program that wrote the file wrote one of them twice")
	}
	o := guess(p.rows[0].at)
	if r.opt.Frame == nil && !o.known {
		return none, false, boundary.NewError(boundary.ErrFrame, "survey.axes", at(p.rows[0]),
			"the coordinates are neither a northing and an easting in China nor degrees; if they are right, give their coordinate system (-crs EPSG:4548 is 3-degree zone 39 without prefix)")
	}
	for _, row := range p.rows[1:] {
		other := guess(row.at)
		if other == o {
			continue
		}
		if r.opt.Frame != nil && (!other.known || !o.known) {
			o = unknown // outside of what magnitudes tell, but the reader knows better
			break
		}
		if other.zone != 0 && o.zone != 0 && other.zone != o.zone {
			return none, false, boundary.NewError(boundary.ErrFrame, "survey.zones", at(row),
				"the easting is of zone {zone}, the first of the parcel is of zone {first}", "zone", other.zone, "first", o.zone)
		}
		return none, false, boundary.NewError(boundary.ErrFrame, "survey.axes_mixed", at(row),
			"the coordinates are not of the kind of the first point of the parcel: another axis order, unit or zone prefix, or a slip of the pen")
	}
	f, err := r.frame(p, o)
	if err != nil {
		return none, false, err
	}
	if !o.known {
		return f, r.eastFirst(p, f), nil
	}
	if o.swapped && r.layout.east < 0 {
		r.note("survey.swapped", p.rows[0].line, "the first coordinate is the easting or longitude, the second the northing or latitude, as their magnitudes show; the ministry's order is the other")
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
	r.note("survey.order_assumed", p.rows[0].line, "the first coordinate was taken as the northing or latitude; their magnitudes do not tell")
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
		r.note("survey.degrees", line, "the coordinates are degrees of longitude and latitude, not metres")
		return r.opt.InFrame(boundary.LonLat), nil
	}
	if o.zone == 0 && zone == 0 {
		return boundary.Frame{}, boundary.NewError(boundary.ErrFrame, "survey.zone", at(p.rows[0]),
			"the eastings have no zone prefix and the header has no 带号; give the coordinate system (-crs EPSG:4548 is 3-degree zone 39 without prefix, EPSG:4509 plus the zone; EPSG:4489 plus it for 6-degree zones)")
	}
	if o.zone != 0 {
		if zone != 0 && zone != o.zone {
			r.warn("survey.zone_differs", line, "the header says zone {header}, but the eastings begin with {prefix}; the prefix was believed", "header", zone, "prefix", o.zone)
		}
		zone = o.zone
	}
	if width != 0 && width != widthOf(zone) {
		r.warn("survey.width_differs", line, "the header says {header}-degree zones, but {zone} is a {width}-degree zone; that was believed", "header", width, "zone", zone, "width", widthOf(zone))
	}
	f, err := boundary.GaussKruger(widthOf(zone), zone, o.zone != 0)
	if err != nil {
		return f, boundary.At(err, at(p.rows[0]))
	}
	return r.opt.InFrame(f), nil
}

// overruled returns the frame that the reader was given. It wins over prefix
// and header; only metres cannot be degrees.
func (r *reader) overruled(line int, o orientation) (boundary.Frame, error) {
	f := r.opt.InFrame(boundary.LonLat)
	width, zone, prefixed, plane := f.Zone()
	switch {
	case !o.known:
	case plane && o.degrees:
		return f, boundary.NewError(boundary.ErrFrame, "survey.crs_degrees", boundary.Place{Line: line},
			"the coordinates cannot be of {crs}, which was given: they are degrees", "crs", f)
	case !plane && !o.degrees:
		return f, boundary.NewError(boundary.ErrFrame, "survey.crs_metres", boundary.Place{Line: line},
			"the coordinates cannot be of {crs}, which was given: they are metres", "crs", f)
	case !plane:
	case o.zone != 0 && o.zone != zone:
		r.warn("survey.crs_overrules", line, "the eastings begin with {prefix}, but were read in {crs} as asked", "prefix", o.zone, "crs", f)
	case (o.zone != 0) != prefixed:
		g, err := boundary.GaussKruger(width, zone, o.zone != 0)
		if err != nil {
			return f, err
		}
		r.note("survey.crs_prefix", line, "the eastings were read in {used}, which has the zone of {crs}: they show whether they have its prefix", "crs", f, "used", g)
		return g, nil
	}
	return f, nil
}

func at(r row) boundary.Place { return boundary.Place{Line: r.line} }
