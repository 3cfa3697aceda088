package report

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

// round returns v × num/den with the given decimals, halves away from zero.
// It starts from the decimal digits that the JSON has, so that 2.675 m² is 2.68
// although the nearest float64 is below it.
func round(v float64, digits int, num, den uint64, decimals int) string {
	scale := tens[digits]
	n := math.Round(math.Abs(v) * float64(scale))
	if !(n < 1<<53) || n/float64(scale) != math.Abs(v) || uint64(n) > math.MaxUint64/(4*num*tens[decimals]) {
		return roundLong(v, digits, num, den, decimals)
	}
	d := den * scale
	q := (2*uint64(n)*num*tens[decimals] + d) / (2 * d)
	var buf [32]byte
	at := len(buf)
	for k := 0; k <= decimals || q > 0; k++ {
		if k == decimals && decimals > 0 {
			at--
			buf[at] = '.'
		}
		at--
		buf[at] = byte('0' + q%10)
		q /= 10
	}
	if v < 0 && strings.Trim(string(buf[at:]), "0.") != "" {
		at--
		buf[at] = '-'
	}
	return string(buf[at:])
}

// tens are the powers of ten.
var tens = [...]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// roundLong is round for what is too large for 64 bits, or has more digits.
func roundLong(v float64, digits int, num, den uint64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', digits, 64)
	n, ok := new(big.Int).SetString(strings.Replace(s, ".", "", 1), 10)
	if !ok {
		return s // not finite; a zones.Amount never is
	}
	negative := n.Sign() < 0
	n.Abs(n)
	n.Mul(n, new(big.Int).SetUint64(num))
	n.Mul(n, power(decimals))
	d := new(big.Int).Mul(new(big.Int).SetUint64(den), power(digits))
	n.Mul(n, big.NewInt(2)).Add(n, d)
	n.Quo(n, d.Mul(d, big.NewInt(2)))
	out := n.String()
	if len(out) <= decimals {
		out = strings.Repeat("0", decimals+1-len(out)) + out
	}
	if negative && n.Sign() != 0 {
		out = "-" + out
	}
	if decimals == 0 {
		return out
	}
	point := len(out) - decimals
	return out[:point] + "." + out[point:]
}

func power(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// Areas returns an amount of m² as numbers for people, half-up: in m² with two
// decimals, in 公顷 with four, in 亩 (2000/3 m²) with two. ok is false if it is
// unknown.
func Areas(a zones.Amount) (m2, ha, mus string, ok bool) {
	m2, ok = squareMetres(a)
	ha, _ = hectares(a)
	mus, _ = mu(a)
	return m2, ha, mus, ok
}

func squareMetres(a zones.Amount) (string, bool) {
	v, ok := a.Value()
	return round(v, 4, 1, 1, 2), ok
}

func hectares(a zones.Amount) (string, bool) {
	v, ok := a.Value()
	return round(v, 4, 1, 10_000, 4), ok
}

func mu(a zones.Amount) (string, bool) {
	v, ok := a.Value()
	return round(v, 4, 3, 2000, 2), ok
}

// percent is a share in percent with two decimals, half-up.
func percent(a zones.Share) (s string, ok bool) {
	v, ok := a.Value()
	return round(v, 9, 100, 1, 2), ok
}

// group puts commas between thousands.
func group(s string) string {
	whole, fraction, _ := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction == "" {
		return sign + whole
	}
	return sign + whole + "." + fraction
}

// numbers shows amounts in a text: grouped, unknown in words, and nothing that
// is not 0 as 0.
type numbers struct{ lang message.Lang }

func (n numbers) unknown() string { return n.lang.Pick("未知", "unknown") }

func (n numbers) show(s string, ok bool) string {
	if !ok {
		return n.unknown()
	}
	return group(s)
}

func (n numbers) metres2(a zones.Amount) string {
	s, ok := squareMetres(a)
	if v, _ := a.Value(); ok && v > 0 && s == "0.00" {
		return "<0.01"
	}
	return n.show(s, ok)
}

func (n numbers) hectares(a zones.Amount) string { return n.show(hectares(a)) }
func (n numbers) mu(a zones.Amount) string       { return n.show(mu(a)) }

// metres shows a length.
func (n numbers) metres(a zones.Amount) string { return n.metres2(a) }

func (n numbers) percent(a zones.Share) string {
	s, ok := percent(a)
	if !ok {
		return n.unknown()
	}
	switch v, _ := a.Value(); {
	case v > 0 && s == "0.00":
		return "<0.01%"
	case v < 1 && s == "100.00":
		return ">99.99%"
	}
	return s + "%"
}

// area shows an area in all three units, as a sentence has it.
func (n numbers) area(a zones.Amount) string {
	if _, ok := a.Value(); !ok {
		return n.lang.Pick("面积未知", "area unknown")
	}
	return n.metres2(a) + " m²" + paren(n.lang, n.hectares(a)+n.lang.Pick(" 公顷，", " ha, ")+n.mu(a)+n.lang.Pick(" 亩", " mu"))
}

// figure shows a number of a rule set as it was written.
func figure(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
