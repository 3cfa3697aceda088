package plane

import "math/big"

// nearestCrossing returns the grid point nearest to where the lines through
// p, q and s, t cross, halves rounded up. The lines must not be parallel. It is
// exact, so the same crossing found from either side rounds the same way.
func nearestCrossing(p, q, s, t Point) Point {
	// p + o1/(o1−o2)·(q−p)
	o1 := orientExact(s, t, p)
	den := o1.sub(orientExact(s, t, q))
	return Point{p.X + roundedShare(q.X-p.X, o1, den), p.Y + roundedShare(q.Y-p.Y, o1, den)}
}

// roundedShare returns floor(v·num/den + 1/2).
func roundedShare(v int64, num, den int128) int64 {
	if v == 0 {
		return 0
	}
	n := new(big.Int).Mul(big.NewInt(v), num.big())
	d := den.big()
	n.Lsh(n, 1)
	n.Add(n, d)
	d.Lsh(d, 1)
	if d.Sign() < 0 {
		n.Neg(n)
		d.Neg(d)
	}
	q, m := new(big.Int).DivMod(n, d, new(big.Int)) // Euclidean: m >= 0, so q is the floor
	_ = m
	return q.Int64()
}
