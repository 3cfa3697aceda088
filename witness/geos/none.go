//go:build !cgo

package geos

import "errors"

// An Engine is a loaded libgeos, which this build cannot have.
type Engine struct{}

// Open fails: GEOS needs cgo.
func Open() (*Engine, error) { return nil, errors.New("geos: built without cgo") }

// An Op is a boolean operation.
type Op int

const (
	Intersection Op = iota
	Difference
	Union
)

func (*Engine) Version() string                          { return "" }
func (*Engine) Valid([]byte) (string, error)             { return "", errors.ErrUnsupported }
func (*Engine) ValidGeoJSON([]byte) (string, error)      { return "", errors.ErrUnsupported }
func (*Engine) Area(Op, []byte, []byte) (float64, error) { return 0, errors.ErrUnsupported }
