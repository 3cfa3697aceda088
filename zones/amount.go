package zones

import (
	"encoding/json"
	"math"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
)

// Amount is a number of square metres or metres, or unknown. It is written with
// at most four decimals.
type Amount struct {
	value float64
	known bool
}

// Known returns an amount rounded to 0.0001, halves away from zero.
func Known[T ~float64](v T) Amount { return Amount{round(float64(v), 1e4), true} }

// Value returns the amount; ok is false if it is unknown.
func (a Amount) Value() (v float64, ok bool) { return a.value, a.known }

// MarshalJSON writes the number, or null.
func (a Amount) MarshalJSON() ([]byte, error) { return appendNumber(a.value, a.known, 4) }

// UnmarshalJSON reads a number or null.
func (a *Amount) UnmarshalJSON(b []byte) error { return readNumber(b, &a.value, &a.known) }

// Share is a part of the whole from 0 to 1, or unknown. It is written with at
// most nine decimals.
type Share struct {
	value float64
	known bool
}

// ShareOf returns part/whole rounded to 1e-9, unknown for a whole of 0.
func ShareOf[T ~float64](part, whole T) Share {
	if whole == 0 {
		return Share{}
	}
	return Share{round(float64(part)/float64(whole), 1e9), true}
}

// Value returns the share; ok is false if it is unknown.
func (s Share) Value() (v float64, ok bool) { return s.value, s.known }

// MarshalJSON writes the number, or null.
func (s Share) MarshalJSON() ([]byte, error) { return appendNumber(s.value, s.known, 9) }

// UnmarshalJSON reads a number or null.
func (s *Share) UnmarshalJSON(b []byte) error { return readNumber(b, &s.value, &s.known) }

func round(v, steps float64) float64 {
	if r := math.Round(v*steps) / steps; r != 0 {
		return r
	}
	return 0 // no negative zero
}

func appendNumber(v float64, known bool, decimals int) ([]byte, error) {
	if !known {
		return []byte("null"), nil
	}
	b := strconv.AppendFloat(nil, v, 'f', decimals, 64)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	return b, nil
}

func readNumber(b []byte, v *float64, known *bool) error {
	*v, *known = 0, string(b) != "null"
	if !*known {
		return nil
	}
	return json.Unmarshal(b, v)
}

// formatArea is an area as sentences have it, in square metres.
func formatArea(a boundary.Area) string { return strconv.FormatFloat(float64(a), 'f', 2, 64) }
