package plane

import (
	"math"
	"math/big"
)

// A fixed is a sum of fractions to fractionBits bits behind the point. No area of
// an overlap is so small: it holds a triangle of three crossings, whose area has
// a denominator of at most 3·103 bits.
type fixed struct{ sum, num, den, rest big.Int }

func (f *fixed) reset() { f.sum.SetInt64(0) }

// add adds s·x·y/z.
func (f *fixed) add(s int, x, y, z int128) {
	f.num.Mul(x.big(), y.big())
	f.num.Lsh(&f.num, fractionBits)
	f.num.QuoRem(&f.num, f.den.Set(z.big()), &f.rest)
	if s > 0 {
		f.sum.Add(&f.sum, &f.num)
	} else {
		f.sum.Sub(&f.sum, &f.num)
	}
}

// float returns the sum and x.
func (f *fixed) float(x int128) float64 {
	f.num.Lsh(x.big(), fractionBits)
	f.num.Add(&f.num, &f.sum)
	v, _ := new(big.Float).SetInt(&f.num).Float64()
	return math.Ldexp(v, -fractionBits)
}
