package boundary

import (
	"unsafe"

	"github.com/sanxian/sanxian/internal/kin"
	"github.com/sanxian/sanxian/internal/plane"
)

// An arena is a kin.Arena.
type arena struct {
	plane      plane.Arena
	points     []Point
	boundaries []Boundary
	scratch    rings
}

// A boundary begins with its region: kin.Region relies on it.
var _ = [1]struct{}{}[unsafe.Offsetof(Boundary{}.region)]

// init opens the doors that siblings of this package have.
func init() {
	kin.AppendBinary = func(dst []byte, b any) []byte { return b.(*Boundary).appendBinary(dst) }
	kin.NewArena = func() kin.Arena { return new(arena) }
}

// Copy implements kin.Arena. It returns the boundary itself if it lies in an
// arena already, or is a result, whose vertices may not be traced yet.
func (a *arena) Copy(given any) any {
	b := given.(*Boundary)
	if b.Empty() || b.placed || b.result != nil {
		return b
	}
	c := a.boundary()
	*c = *b
	c.placed = true
	c.region = a.plane.Copy(&b.region)
	c.points = plane.Take(&a.points, len(b.points))
	copy(c.points, b.points)
	return c
}

func (a *arena) boundary() *Boundary {
	if len(a.boundaries) == 0 {
		a.boundaries = make([]Boundary, 256)
	}
	b := &a.boundaries[0]
	a.boundaries = a.boundaries[1:]
	return b
}
