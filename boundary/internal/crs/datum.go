package crs

import (
	"math"
	"strings"

	"github.com/sanxian/sanxian/boundary"
)

// A family is a datum as far as this module tells them apart.
type family string

const (
	cgcs2000  family = "CGCS2000"
	wgs84     family = "WGS 84"
	xian80    family = "Xi'an 1980"
	beijing54 family = "Beijing 1954"
	encrypted family = "GCJ-02 or BD-09"
	unnamed   family = "unnamed"
	other     family = "other"
)

// familyWords are looked for in plain names, in this order: an encrypted
// system names WGS 84 too, and "unknown, based on WGS 84" is no WGS 84.
var familyWords = []struct {
	family family
	words  []string
}{
	{encrypted, []string{"gcj", "bd09", "火星", "百度"}},
	{unnamed, []string{"unknown", "unnamed", "notspecified", "undefined"}},
	{xian80, []string{"xian", "西安"}},
	{beijing54, []string{"beijing", "peking", "北京"}},
	{cgcs2000, []string{"cgcs2000", "china2000", "chinageodetic", "chinesegeodetic", "国家大地", "大地2000"}},
	{wgs84, []string{"wgs84", "wgs1984", "worldgeodeticsystem1984"}},
}

func familyOf(name string) family {
	p := plain(name)
	if p == "" {
		return unnamed
	}
	for _, f := range familyWords {
		for _, w := range f.words {
			if strings.Contains(p, w) {
				return f.family
			}
		}
	}
	return other
}

// ellipsoids by their figures. CGCS2000 and GRS 80 have the same; WGS 84
// differs by 0.1 mm in the polar axis.
func (s *system) ellipsoidFamily() family {
	is := func(a, f float64) bool {
		return math.Abs(s.semiMajor-a) < 0.01 && math.Abs(s.flattening-f) < 1e-3
	}
	switch {
	case is(6378137, 298.257222101): // WGS 84 lies within the tolerance
		return cgcs2000
	case is(6378140, 298.257):
		return xian80
	case is(6378245, 298.3):
		return beijing54
	}
	return other
}

// judgeDatum says whether the datum is CGCS2000 or can be taken as it.
func (s *system) judgeDatum() ([]boundary.Note, error) {
	datum, figure := familyOf(s.datum), s.ellipsoidFamily()
	for _, name := range []string{s.name, s.base, s.datum} {
		if familyOf(name) == encrypted {
			return nil, s.refuse("crs.encrypted", "{name} is GCJ-02 or BD-09: their offsets are encrypted and no survey can be checked in them; get the original data in CGCS2000, or name the coordinate system yourself (-crs) if the file is wrong about it")
		}
	}
	named := datum == cgcs2000 || datum == wgs84 || datum == xian80 || datum == beijing54
	switch {
	case figure == cgcs2000 && datum == cgcs2000:
		return nil, nil
	case figure == cgcs2000 && datum == wgs84:
		return []boundary.Note{boundary.NewNote("crs.wgs84", boundary.Place{},
			"{name} is on WGS 84 and is taken as CGCS2000, from which it differs by less than a metre", "name", s.title())}, nil
	case figure == cgcs2000 && datum == unnamed:
		n := boundary.NewNote("crs.datum_unnamed", boundary.Place{},
			"{name} does not name its datum; its ellipsoid is that of CGCS2000, and it is taken as CGCS2000", "name", s.title())
		n.Warning = true
		return []boundary.Note{n}, nil
	case named && figure != other && datum != figure:
		return nil, s.refuse("crs.contradiction", "{name}: the datum {datum} does not have the ellipsoid {ellipsoid} (a = {a}, 1/f = {f}), and it is unclear which of them is right; mend the coordinate system or name it yourself (-crs)",
			"datum", clip(s.datum), "ellipsoid", clip(s.ellipsoid), "a", decimal(s.semiMajor), "f", decimal(s.flattening))
	case datum == xian80 || figure == xian80:
		return nil, s.refuse("crs.xian80", "{name} is Xi'an 1980 (西安80), from which there is no public shift to CGCS2000; ask the surveying authority for the data in CGCS2000, or name the coordinate system yourself (-crs) if the file is wrong about it")
	case datum == beijing54 || figure == beijing54 && datum == unnamed:
		return nil, s.refuse("crs.beijing54", "{name} is Beijing 1954 (北京54), from which there is no public shift to CGCS2000; ask the surveying authority for the data in CGCS2000, or name the coordinate system yourself (-crs) if the file is wrong about it")
	}
	return nil, s.refuse("crs.datum", "{name} is on the datum {datum} (ellipsoid {ellipsoid}), not on CGCS2000; transform the data (ogr2ogr -t_srs EPSG:4490), or name the coordinate system yourself (-crs) if the file is wrong about it",
		"datum", clip(s.datum), "ellipsoid", clip(s.ellipsoid))
}

func (s *system) refuse(code, template string, pairs ...any) error {
	return boundary.NewError(boundary.ErrFrame, code, boundary.Place{}, template, append([]any{"name", s.title()}, pairs...)...)
}

// title is the name of the system for a message.
func (s *system) title() string {
	if s.name == "" {
		return "the unnamed coordinate system"
	}
	return clip(s.name)
}
