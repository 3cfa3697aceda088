package plane

import (
	"math"
	"math/big"
	"math/bits"
)

// An int128 is a signed integer in two's complement: products of coordinate
// differences and sums of some millions of them fit.
type int128 struct {
	hi int64
	lo uint64
}

func mul(a, b int64) int128 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	// The unsigned product counts a negative factor as 2^64 too large.
	return int128{int64(hi) - (a>>63)&b - (b>>63)&a, lo}
}

func (x int128) add(y int128) int128 {
	lo, carry := bits.Add64(x.lo, y.lo, 0)
	return int128{x.hi + y.hi + int64(carry), lo}
}

func (x int128) sub(y int128) int128 {
	lo, borrow := bits.Sub64(x.lo, y.lo, 0)
	return int128{x.hi - y.hi - int64(borrow), lo}
}

func (x int128) neg() int128 { return int128{}.sub(x) }

func (x int128) zero() bool { return x.hi == 0 && x.lo == 0 }

func (x int128) negative() bool { return x.hi < 0 }

// float returns the nearest float64 up to one unit in the last place, with the
// sign exact and 0 only for 0.
func (x int128) float() float64 {
	if x.hi < 0 {
		return -x.neg().float()
	}
	if x.hi == 0 {
		return float64(x.lo)
	}
	// Keep 64 significant bits and let the last one say whether any was lost.
	shift := uint(64 - bits.LeadingZeros64(uint64(x.hi)))
	top := uint64(x.hi)<<(64-shift) | x.lo>>shift
	if x.lo<<(64-shift) != 0 {
		top |= 1
	}
	return math.Ldexp(float64(top), int(shift))
}

func (x int128) big() *big.Int {
	b := new(big.Int).Lsh(big.NewInt(x.hi), 64)
	return b.Add(b, new(big.Int).SetUint64(x.lo))
}

// cross returns the cross product of p − o and q − o.
func cross(o, p, q Point) int128 {
	return mul(p.X-o.X, q.Y-o.Y).sub(mul(p.Y-o.Y, q.X-o.X))
}
