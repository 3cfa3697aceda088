package zones

import (
	"math"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/rules"
)

// An exactArea is a sum of areas, each rounded to 2⁻⁴⁰ m². It is the same in whatever
// order they are added and taken away.
type exactArea struct {
	whole int64 // m²
	part  int64 // of 2⁻⁴⁰ m², from 0 to below 2⁴⁰
}

const areaParts = 1 << 40

// add adds an area, or takes it away again where the sign is −1.
func (e *exactArea) add(a boundary.Area, sign int64) {
	whole := math.Floor(float64(a))
	part := int64(math.RoundToEven((float64(a) - whole) * areaParts))
	*e = e.plus(exactArea{sign * int64(whole), sign * part})
}

func (e exactArea) area() boundary.Area {
	return boundary.Area(float64(e.whole) + float64(e.part)/areaParts)
}

// plus returns the sum of two sums.
func (e exactArea) plus(b exactArea) exactArea {
	e.whole += b.whole
	e.part += b.part
	e.whole += e.part >> 40 // which rounds down
	e.part &= areaParts - 1
	return e
}

// A zoneSum is what the features of a sub-zone cover, of which each shares area with
// no other, and what 扣除 takes off that.
type zoneSum struct{ area, deducted exactArea }

// zoneSums are the sums of a layer by sub-zone.
type zoneSums map[rules.SubZone]zoneSum

// count adds a feature's area, times sign.
func (s zoneSums) count(zone rules.SubZone, a boundary.Area, deducted float64, sign int64) {
	z := s[zone]
	z.area.add(a, sign)
	z.deducted.add(boundary.Area(float64(a)*deducted), sign)
	s[zone] = z
}

// of returns the sum of a sub-zone, or of all.
func (s zoneSums) of(zone rules.SubZone) (sum zoneSum) {
	for z, x := range s {
		if zone == "" || z == zone {
			sum.area, sum.deducted = sum.area.plus(x.area), sum.deducted.plus(x.deducted)
		}
	}
	return sum
}
