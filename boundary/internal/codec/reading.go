package codec

import (
	"strconv"

	"github.com/sanxian/sanxian/boundary"
)

// FeatureID returns the id of the n-th feature (from 1) of a file: the id that
// the format itself gives, else the property BSM, id or ID, else "#n".
func FeatureID(given string, p boundary.Properties, n int) string {
	if given != "" {
		return given
	}
	for _, name := range []string{"BSM", "id", "ID"} {
		if s := p.Text(name); s != "" {
			return s
		}
	}
	return "#" + strconv.Itoa(n)
}

// Limits returns limits with zero fields replaced by their defaults.
func Limits(l boundary.Limits) boundary.Limits {
	if l.Bytes == 0 {
		l.Bytes = 4 << 30
	}
	if l.Features == 0 {
		l.Features = 20_000_000
	}
	if l.Vertices == 0 {
		l.Vertices = 20_000_000
	}
	if l.Rings == 0 {
		l.Rings = 1_000_000
	}
	if l.Depth == 0 {
		l.Depth = 100
	}
	if l.Text == 0 {
		l.Text = 16 << 20
	}
	return l
}

// InFrame returns the frame of coordinates that the file declares to be in f:
// the override if there is one, with the edges that the reader asked for.
func InFrame(r *boundary.Reading, f boundary.Frame) boundary.Frame {
	if r.Frame != nil {
		f = *r.Frame
	}
	if r.Edges != (boundary.Edges{}) {
		f = f.WithEdges(r.Edges)
	}
	return f
}
