package quota

import (
	"math"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgQuotaArea     = message.New("quota.area", "area {area} m² cannot be counted", "面积 {area} 平方米无法记账")
	msgQuotaNumber   = message.New("quota.number", "{text} is not a decimal number of hectares", "{text} 不是公顷数")
	msgQuotaDecimals = message.New("quota.decimals", "{text} has more than four decimals; round to whole square metres first", "{text} 超过 4 位小数；请先取整到平方米")
	msgQuotaMetres   = message.New("quota.metres", "{text} is not a decimal number of square metres", "{text} 不是平方米数")
)

// Hectares is an exact area, counted in ten-thousandths of a hectare: 0.0001
// 公顷 is one square metre, so Hectares(1) is 1 m². It is written in hectares
// with four decimals.
type Hectares int64

// One hectare, 1 公顷.
const Hectare Hectares = 10000

// maxHectares bounds every sum, so that a handful of sums can be added without
// overflow. It is 2^58 m², some 560 times the surface of the Earth.
const maxHectares Hectares = 1 << 58

// FromArea rounds a measured area half-up to the square metre. This is the one
// place where an area is rounded; everything after it is exact.
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

// Area returns the area for the rest of the library, in square metres.
func (h Hectares) Area() boundary.Area { return boundary.Area(h) }

// ParseHectares reads a decimal number of hectares. It is exact: digits other
// than 0 beyond the fourth decimal are refused and never rounded away.
func ParseHectares(s string) (Hectares, error) {
	text := strings.TrimSpace(s)
	digits, negative := text, false
	if rest, ok := strings.CutPrefix(digits, "-"); ok {
		digits, negative = rest, true
	} else {
		digits = strings.TrimPrefix(digits, "+")
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	if whole == "" && fraction == "" || !isDigits(whole) || !isDigits(fraction) {
		return 0, refuse(ErrNumber, msgQuotaNumber, "text", strconv.Quote(clip(s)))
	}
	if len(strings.TrimRight(fraction, "0")) > 4 {
		return 0, refuse(ErrNumber, msgQuotaDecimals, "text", clip(text))
	}
	fraction = (fraction + "0000")[:4]
	whole = strings.TrimLeft(whole, "0")
	n, err := strconv.ParseInt(whole+fraction, 10, 64)
	if len(whole) > 15 || err != nil || Hectares(n) > maxHectares {
		return 0, refuse(ErrNumber, msgQuotaLarge, "text", clip(text))
	}
	if negative {
		n = -n
	}
	return Hectares(n), nil
}

// ParseSquareMetres reads a decimal number of square metres and rounds it
// half-up to the whole metre, exactly: "12344.5" is 1.2345 ha.
func ParseSquareMetres(s string) (Hectares, error) {
	text := strings.TrimSpace(s)
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	digits := strings.TrimLeft(whole, "0")
	if whole == "" || !isDigits(whole) || !isDigits(fraction) || len(digits) > 18 {
		return 0, refuse(ErrNumber, msgQuotaMetres, "text", strconv.Quote(clip(s)))
	}
	n, _ := strconv.ParseInt("0"+digits, 10, 64)
	if fraction != "" && fraction[0] >= '5' {
		n++
	}
	if Hectares(n) > maxHectares {
		return 0, refuse(ErrNumber, msgQuotaArea, "area", clip(text))
	}
	if strings.HasPrefix(text, "-") {
		n = -n
	}
	return Hectares(n), nil
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
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
