package rows

import (
	"errors"
	"math"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/crs"
)

// frame returns the frame of a geometry by its SRID (0 for none) and its first
// point, and what was assumed. boundary.New checks the other points.
func frame(r *boundary.Reading, srid int, first boundary.Point) (boundary.Frame, []boundary.Note, error) {
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
	var notes []boundary.Note
	if srid == 4326 {
		notes = append(notes, boundary.NewNote("srid.wgs84", boundary.Place{},
			"SRID 4326 (WGS 84) is taken as CGCS2000, EPSG:4490; the two differ by less than their accuracy"))
	}
	f, n := crs.Reconcile(f, first)
	if n != nil {
		notes = append(notes, *n)
	}
	return r.InFrame(f), notes, nil
}

func overruled(r *boundary.Reading, srid int, first boundary.Point) (boundary.Frame, []boundary.Note, error) {
	f, n := crs.Reconcile(r.InFrame(boundary.LonLat), first)
	var notes []boundary.Note
	if n != nil {
		notes = append(notes, *n)
	}
	if srid == 0 {
		return f, notes, nil
	}
	if said, err := boundary.EPSG(srid); err == nil && said == r.Frame.WithEdges(boundary.Edges{}) {
		return f, notes, nil
	}
	return f, append(notes, boundary.NewNote("srid.overruled", boundary.Place{},
		"the SRID {srid} is set aside; the numbers are read as EPSG:{epsg}", "srid", srid, "epsg", f.EPSG())), nil
}

// guessed reads numbers without SRID.
func guessed(r *boundary.Reading, first boundary.Point) (boundary.Frame, []boundary.Note, error) {
	f, n, err := crs.Recognise(first)
	if err == nil {
		return r.InFrame(f), []boundary.Note{n}, nil
	}
	if math.Abs(first.X) <= 180 && math.Abs(first.Y) <= 90 {
		n := boundary.NewNote("srid.degrees", boundary.Place{Point: &first},
			"there is no SRID; the numbers are read as degrees of longitude and latitude (EPSG:4490), though they are not in China")
		n.Warning = true
		return r.InFrame(boundary.LonLat), []boundary.Note{n}, nil
	}
	var e *boundary.Error
	if errors.As(err, &e) && e.Code == "crs.swapped" {
		return f, nil, err
	}
	return f, nil, boundary.NewError(boundary.ErrFrame, "srid.missing", boundary.Place{Point: &first},
		"there is no SRID, and the numbers do not tell the coordinate system; give it, in PostGIS by ST_SetSRID(geom, 4548), in EWKT as SRID=4548;POLYGON…, or by Reading.Frame (-crs EPSG:4548)")
}
