// Package kin lets packages of this module at what boundary and index do not
// export: where a boundary lies in the plane, and how it is kept in memory and in
// snapshots. Those two packages set the functions when the program starts.
//
// Values are of type any because this package can import neither of the two: a
// boundary is a *boundary.Boundary, an index a *index.Index. Whoever calls a
// function here imports the package that sets it.
package kin

import (
	"unsafe"

	"github.com/sanxian/sanxian/internal/plane"
)

// Region returns where a boundary lies in the plane, given a pointer to it that is
// not nil: a boundary begins with its region, which package boundary makes sure of
// when it is compiled. A call through a variable would cost a batch of small sites
// 5 %.
func Region(boundary unsafe.Pointer) *plane.Region { return (*plane.Region)(boundary) }

// Set by package boundary.
var (
	// AppendBinary appends a boundary in a portable form that [Arena.Parse] reads
	// much faster than a file: the vertices as given and as they lie in the plane.
	AppendBinary func(dst []byte, boundary any) []byte
	// NewArena returns an empty arena.
	NewArena func() Arena
)

// An Arena holds many boundaries side by side in memory, without slack: an index
// of many small ones is smaller, and its searches miss the cache less. Memory is
// freed in pieces of some hundred boundaries, each when none of them is in use
// any more. An arena is not safe for concurrent use; boundaries in it are.
type Arena interface {
	// Copy returns the same boundary as it lies in the arena.
	Copy(boundary any) any
	// Parse reads what AppendBinary wrote and returns the bytes after it. Sizes and
	// ranges are checked; that the rings bound a region is not checked again, so
	// that a checksum should guard the bytes.
	Parse(src []byte) (boundary any, rest []byte, err error)
}

// Set by package index. Features are an iter.Seq2[int, boundary.Feature]: along
// the Hilbert curve, neighbours near each other, each with its number in the
// order in which they were added.
var (
	// Walk returns the features of an index in the order in which to write what is
	// to be read fast.
	Walk func(index any) (features any)
	// Ordered returns the features of an index in the order in which they were added,
	// each with the place in that order that it keeps while others come and go.
	Ordered func(index any) (features any)
	// PlaceOf returns the place of a feature, −1 if there is none of the id.
	PlaceOf func(index any, id string) int
	// Next returns the place that the next feature will have. Features without land
	// take one too.
	Next func(index any) int
	// FromWalk makes an index of about n features without sorting them again.
	FromWalk func(n int, features any) (index any)
)
