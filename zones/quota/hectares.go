package quota

import (
	"math"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/bounded"
	"github.com/sanxian/sanxian/message"
)

var (
	msgQuotaArea     = message.New("quota.area", "area {area} m² cannot be counted", "面积 {area} 平方米无法记账")
	msgQuotaNumber   = message.New("quota.number", "{text} is not a decimal number of hectares", "{text} 不是公顷数")
	msgQuotaDecimals = message.New("quota.decimals", "{text} has more than four decimals; round to whole square metres first", "{text} 超过 4 位小数；请先取整到平方米")
	msgQuotaMetres   = message.New("quota.metres", "{text} is not a decimal number of square metres", "{text} 不是平方米数")
)

// Hectares is an exact area, counted in ten-thousandths of a hectare: 0.0001
// 公顷 is one square metre, so Hectares(1) is 1 m², and boundary.Area(h) is h in
// square metres. It is written in hectares with four decimals.
type Hectares int64

// Hectare is one hectare, 1 公顷.
const Hectare Hectares = 10000

// maxHectares bounds every sum, so that a handful of sums can be added without
// overflow. It is 2^58 m², some 560 times the surface of the Earth.
const maxHectares Hectares = 1 << 58

// FromArea rounds a measured area half-up to the square metre. An area is rounded
// once, here or where Read takes it from a file; everything after that is exact.
func FromArea(a boundary.Area) (Hectares, error) {
	m := float64(a)
	if math.IsNaN(m) || math.Abs(m) > float64(maxHectares) {
		return 0, refuse(ErrNumber, msgQuotaArea, "area", m)
	}
	whole := math.Floor(math.Abs(m))
	if math.Abs(m)-whole >= 0.5 { // the difference is exact
		whole++
	}
	return Hectares(math.Copysign(whole, m)), nil
}

// ParseHectares reads a decimal number of hectares. It is exact: digits other
// than 0 beyond the fourth decimal are refused and never rounded away.
func ParseHectares(s string) (Hectares, error) {
	return parseHectares(s, false)
}

// parseHectares refuses what is not a whole number of square metres, or rounds
// it half-up.
func parseHectares(s string, round bool) (Hectares, error) {
	d, ok := parseDecimal(s)
	if !ok {
		return 0, refuse(ErrNumber, msgQuotaNumber, "text", strconv.Quote(clip(s)))
	}
	if !round && len(strings.TrimRight(d.fraction, "0")) > 4 {
		return 0, refuse(ErrNumber, msgQuotaDecimals, "text", clip(strings.TrimSpace(s)))
	}
	h, ok := d.count(4)
	if !ok {
		return 0, refuse(ErrNumber, msgQuotaLarge, "text", clip(strings.TrimSpace(s)))
	}
	return h, nil
}

// parseSquareMetres rounds half-up to the whole metre: "12344.5" is 1.2345 ha.
func parseSquareMetres(s string) (Hectares, error) {
	d, ok := parseDecimal(s)
	if !ok || d.whole == "" {
		return 0, refuse(ErrNumber, msgQuotaMetres, "text", strconv.Quote(clip(s)))
	}
	h, ok := d.count(0)
	if !ok {
		return 0, refuse(ErrNumber, msgQuotaArea, "area", clip(strings.TrimSpace(s)))
	}
	return h, nil
}

// A decimal is a number as it is written: a sign, and the digits before and after
// the point.
type decimal struct {
	negative        bool
	whole, fraction string
}

func parseDecimal(s string) (decimal, bool) {
	var d decimal
	text := strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		text, d.negative = rest, true
	} else {
		text = strings.TrimPrefix(text, "+")
	}
	d.whole, d.fraction, _ = strings.Cut(text, ".")
	return d, d.whole+d.fraction != "" && isDigits(d.whole) && isDigits(d.fraction)
}

// count returns the number × 10^places, half-up and exactly, or false where it is
// too large.
func (d decimal) count(places int) (Hectares, bool) {
	var n Hectares
	next := func(digit byte) bool {
		n = n*10 + Hectares(digit-'0')
		return n <= maxHectares // and n·10 + 9 still fits
	}
	for i := range len(d.whole) {
		if !next(d.whole[i]) {
			return 0, false
		}
	}
	for i := range places {
		digit := byte('0')
		if i < len(d.fraction) {
			digit = d.fraction[i]
		}
		if !next(digit) {
			return 0, false
		}
	}
	if places < len(d.fraction) && d.fraction[places] >= '5' {
		n++
	}
	if d.negative {
		n = -n
	}
	return n, n <= maxHectares && n >= -maxHectares
}

// String returns hectares with four decimals, such as "12.3400".
func (h Hectares) String() string { return string(h.append(nil)) }

func (h Hectares) append(b []byte) []byte {
	n := uint64(h)
	if h < 0 {
		b = append(b, '-')
		n = -n
	}
	b = strconv.AppendUint(b, n/10000, 10)
	n = n % 10000
	return append(b, '.', byte('0'+n/1000), byte('0'+n/100%10), byte('0'+n/10%10), byte('0'+n%10))
}

// MarshalJSON writes a JSON number with four decimals.
func (h Hectares) MarshalJSON() ([]byte, error) { return h.append(nil), nil }

// UnmarshalJSON reads a JSON number without going through binary fractions.
func (h *Hectares) UnmarshalJSON(b []byte) error {
	v, err := ParseHectares(string(b))
	if err != nil {
		return err
	}
	*h = v
	return nil
}

// add returns h+o, or an error when the sum leaves the range.
func (h Hectares) add(o Hectares) (Hectares, error) {
	sum := h + o // both are within 2^58, so this cannot wrap
	if sum > maxHectares || sum < -maxHectares {
		return 0, refuse(ErrNumber, msgQuotaLarge, "text", sum)
	}
	return sum, nil
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// clip keeps foreign text in messages short.
func clip(s string) string { return bounded.Clip(s, 40) }
