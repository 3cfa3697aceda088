package crs

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// A system is what a WKT text says about a coordinate system, before it is
// judged.
type system struct {
	kind       string // "geographic", "projected", or the keyword of another kind
	name       string
	base       string // name of the geographic system below a projected one
	datum      string
	ellipsoid  string
	semiMajor  float64 // metres
	flattening float64 // inverse
	meridian   float64 // prime meridian, degrees from Greenwich
	angle      float64 // angular unit in radians
	length     float64 // linear unit in metres
	unit       string  // name of the linear unit, or of the angular where there is none
	method     string  // of the projection
	parameters map[string]float64
	epsg       int // 0: not given
}

const degree = math.Pi / 180

// read gathers what the text says. It returns an error only where the text
// has no ellipsoid or holds something that should be a number and is not.
func read(root *node) (*system, error) {
	switch root.keyword {
	case "COMPD_CS", "COMPOUNDCRS":
		if n := root.child("PROJCS", "PROJCRS", "PROJECTEDCRS", "GEOGCS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS", "BOUNDCRS"); n != nil {
			return read(n)
		}
	case "BOUNDCRS":
		if n := root.child("SOURCECRS"); n != nil && len(n.args) > 0 && n.args[0].node != nil {
			return read(n.args[0].node)
		}
	case "PROJCS", "PROJCRS", "PROJECTEDCRS":
		return readProjected(root)
	case "GEOGCS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS":
		s := &system{kind: "geographic", name: root.text(0)}
		if strings.EqualFold(root.child("CS").text(0), "Cartesian") {
			s.kind = "geocentric"
			return s, nil
		}
		s.epsg = epsgOf(root)
		err := s.readGeographic(root)
		return s, err
	}
	return &system{kind: root.keyword, name: root.text(0)}, nil
}

func readProjected(root *node) (*system, error) {
	s := &system{kind: "projected", name: root.text(0), epsg: epsgOf(root)}
	base := root.child("GEOGCS", "BASEGEOGCRS", "BASEGEODCRS")
	if base == nil {
		return nil, malformed("no geographic system in "+clip(root.keyword), 0)
	}
	s.base = base.text(0)
	if err := s.readGeographic(base); err != nil {
		return nil, err
	}

	conversion := root.child("CONVERSION")
	if conversion == nil {
		conversion = root // WKT 1 has method and parameters side by side
	}
	s.method = conversion.child("METHOD", "PROJECTION").text(0)
	s.parameters = map[string]float64{}
	for _, a := range conversion.args {
		if a.node == nil || a.node.keyword != "PARAMETER" {
			continue
		}
		v, err := number(a.node, 1)
		if err != nil {
			return nil, err
		}
		// WKT 2 may say the unit of each parameter.
		if u := a.node.child("ANGLEUNIT", "LENGTHUNIT", "SCALEUNIT", "UNIT"); u != nil {
			factor, err := number(u, 1)
			if err != nil {
				return nil, err
			}
			if u.keyword == "ANGLEUNIT" {
				factor /= degree
			}
			if math.Abs(factor-1) > 1e-9 {
				v *= factor
			}
		}
		s.parameters[plain(a.node.text(0))] = v
	}

	s.length, s.unit = 1, "metre"
	if u := unit(root, "LENGTHUNIT"); u != nil {
		s.unit = u.text(0)
		var err error
		if s.length, err = number(u, 1); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *system) readGeographic(n *node) (err error) {
	datum := n.child("DATUM", "GEODETICDATUM", "TRF", "ENSEMBLE")
	ellipsoid := datum.child("SPHEROID", "ELLIPSOID")
	if ellipsoid == nil {
		return malformed("no ellipsoid in "+clip(n.keyword), 0)
	}
	s.datum, s.ellipsoid = datum.text(0), ellipsoid.text(0)
	if s.semiMajor, err = number(ellipsoid, 1); err != nil {
		return err
	}
	if s.flattening, err = number(ellipsoid, 2); err != nil {
		return err
	}
	if p := n.child("PRIMEM", "PRIMEMERIDIAN"); p != nil {
		if s.meridian, err = number(p, 1); err != nil {
			return err
		}
	}
	s.angle, s.unit = degree, "degree"
	if u := unit(n, "ANGLEUNIT"); u != nil {
		s.unit = u.text(0)
		s.angle, err = number(u, 1)
	}
	return err
}

// unit finds the unit of a system: beside its other parts, or in an axis.
func unit(n *node, keyword string) *node {
	if u := n.child(keyword, "UNIT"); u != nil {
		return u
	}
	return n.child("AXIS").child(keyword, "UNIT")
}

func epsgOf(n *node) int {
	id := n.child("AUTHORITY", "ID")
	if !strings.EqualFold(id.text(0), "EPSG") {
		return 0
	}
	code, _ := strconv.Atoi(id.text(1))
	return code
}

func number(n *node, i int) (float64, error) {
	v, err := strconv.ParseFloat(n.text(i), 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, malformed("a number is missing in "+clip(n.keyword), 0)
	}
	return v, nil
}

// parameter returns a parameter under any of its names, in plain spelling.
func (s *system) parameter(otherwise float64, names ...string) float64 {
	for _, name := range names {
		if v, ok := s.parameters[name]; ok {
			return v
		}
	}
	return otherwise
}

// plain returns a name as it is compared: letters and digits, in lower case.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
