package rows

import (
	"errors"
	"math"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/boundary/internal/crs"
	"github.com/sanxian/sanxian/message"
)

var (
	msgSridWgs84 = message.New("srid.wgs84", "SRID 4326 (WGS 84) is taken as CGCS2000, EPSG:4490; the two differ by less than their accuracy",
		"SRID 4326（WGS 84）按 CGCS2000（EPSG:4490）处理，两者之差小于其自身精度")
	msgSridOverruled = message.New("srid.overruled", "the SRID {srid} is set aside; the numbers are read as EPSG:{epsg}",
		"不采用数据中的 SRID {srid}，坐标按 EPSG:{epsg} 读取")
	msgSridDegrees = message.New("srid.degrees", "there is no SRID; the numbers are read as degrees of longitude and latitude (EPSG:4490), though they are not in China",
		"数据没有 SRID，坐标按经纬度（EPSG:4490）读取，但不在中国范围内")
	msgSridMissing = message.New("srid.missing", "there is no SRID, and the numbers do not tell the coordinate system; give it, in PostGIS by ST_SetSRID(geom, 4548), in EWKT as SRID=4548;POLYGON…, or by Reading.Frame (-crs EPSG:4548)",
		"数据没有 SRID，坐标数值也无法说明坐标系；请在 PostGIS 中用 ST_SetSRID(geom, 4548) 指明，在 EWKT 中写作 SRID=4548;POLYGON…，或用 -crs EPSG:4548 指明")
)

// frame returns the frame of a geometry by its SRID (0 for none) and its first
// point, and what was assumed. boundary.New checks the other points.
func frame(r *boundary.Reading, srid int, first boundary.Point) (boundary.Frame, []message.Note, error) {
	switch {
	case r.Frame != nil:
		return overruled(r, srid, first)
	case srid == 0:
		return guessed(r, first)
	}
	f, err := boundary.EPSG(srid)
	if err != nil {
		return f, nil, err
	}
	var notes []message.Note
	if srid == 4326 {
		notes = append(notes, msgSridWgs84.Note(message.Place{}))
	}
	f, n := crs.Reconcile(f, first)
	if n != nil {
		notes = append(notes, *n)
	}
	return codec.InFrame(r, f), notes, nil
}

func overruled(r *boundary.Reading, srid int, first boundary.Point) (boundary.Frame, []message.Note, error) {
	f, n := crs.Reconcile(codec.InFrame(r, boundary.LonLat), first)
	var notes []message.Note
	if n != nil {
		notes = append(notes, *n)
	}
	if srid == 0 {
		return f, notes, nil
	}
	if said, err := boundary.EPSG(srid); err == nil && said == r.Frame.WithEdges(boundary.Edges{}) {
		return f, notes, nil
	}
	return f, append(notes, msgSridOverruled.Note(message.Place{},
		"srid", srid, "epsg", f.EPSG())), nil
}

// guessed reads numbers without SRID.
func guessed(r *boundary.Reading, first boundary.Point) (boundary.Frame, []message.Note, error) {
	f, n, err := crs.Recognise(first)
	if err == nil {
		return codec.InFrame(r, f), []message.Note{n}, nil
	}
	if math.Abs(first.X) <= 180 && math.Abs(first.Y) <= 90 {
		n := msgSridDegrees.Warning(message.Place{Point: (*message.Position)(&first)})
		return codec.InFrame(r, boundary.LonLat), []message.Note{n}, nil
	}
	var e *message.Error
	if errors.As(err, &e) && e.Code == "crs.swapped" {
		return f, nil, err
	}
	return f, nil, msgSridMissing.Error(boundary.ErrFrame, message.Place{Point: (*message.Position)(&first)})
}

// SRID returns the code that a geometry is written with.
func SRID(b *boundary.Boundary) int {
	if b == nil {
		return boundary.LonLat.EPSG()
	}
	return b.Frame().EPSG()
}
