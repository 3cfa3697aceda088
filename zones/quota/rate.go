package quota

import (
	"encoding/json"
	"math/bits"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
)

var (
	msgQuotaRateSyntax = message.New("quota.rate_syntax", "{text} is not a rate; write 0.5, 50% or 1/2", "{text} 不是比例，应写作 0.5、50% 或 1/2")
	msgQuotaRateUnset  = message.New("quota.rate_unset", "no rate to apply", "未给出比例")
	msgQuotaProduct    = message.New("quota.product", "{area} ha × {rate} is too large to be counted", "{area} 公顷 × {rate} 过大，无法记账")
	msgQuotaRatesKind  = message.New("quota.rates_kind", "a rate for {kind} makes no sense", "{kind} 不适用比例")
)

// A Rate is an exact fraction: 0.5, 50% or 1/3. The zero value is no rate at
// all, which is not the same as a rate of 0.
type Rate struct {
	num, den uint64 // lowest terms; den 0 means no rate
}

// maxRate bounds numerator and denominator.
const maxRate = 1_000_000_000

// ParseRate reads a decimal ("0.5"), a percentage ("50%", also with ％) or a
// fraction ("1/3"). Rates are not negative.
func ParseRate(s string) (Rate, error) {
	bad := func() (Rate, error) {
		return Rate{}, refuse(ErrNumber, msgQuotaRateSyntax, "text", strconv.Quote(clip(s)))
	}
	text := strings.TrimSpace(s)
	if a, b, ok := strings.Cut(text, "/"); ok {
		n, errA := strconv.ParseUint(strings.TrimSpace(a), 10, 32)
		d, errB := strconv.ParseUint(strings.TrimSpace(b), 10, 32)
		if errA != nil || errB != nil || d == 0 || n > maxRate || d > maxRate {
			return bad()
		}
		return reduce(n, d), nil
	}
	den := uint64(1)
	for _, sign := range []string{"%", "％"} {
		if rest, ok := strings.CutSuffix(text, sign); ok {
			text, den = strings.TrimSpace(rest), 100
			break
		}
	}
	whole, fraction, _ := strings.Cut(text, ".")
	fraction = strings.TrimRight(fraction, "0")
	if whole == "" && !strings.ContainsAny(text, "0123456789") || !isDigits(whole) || !isDigits(fraction) || len(fraction) > 7 {
		return bad()
	}
	whole = strings.TrimLeft(whole, "0")
	if len(whole)+len(fraction) > 9 {
		return bad()
	}
	n := uint64(0)
	if whole+fraction != "" {
		var err error
		if n, err = strconv.ParseUint(whole+fraction, 10, 64); err != nil {
			return bad()
		}
	}
	for range fraction {
		den *= 10
	}
	return reduce(n, den), nil
}

// MustRate is ParseRate for rates written in a program; it panics on bad text.
func MustRate(s string) Rate {
	r, err := ParseRate(s)
	if err != nil {
		panic(err)
	}
	return r
}

func reduce(n, d uint64) Rate {
	a, b := n, d
	for b != 0 {
		a, b = b, a%b
	}
	return Rate{n / a, d / a}
}

// isSet tells a rate from no rate.
func (r Rate) isSet() bool { return r.den != 0 }

// String returns a decimal where it ends within seven places, else a fraction,
// and "" for no rate. ParseRate reads it back as the same rate.
func (r Rate) String() string {
	if r.den == 0 {
		return ""
	}
	scale, places := uint64(1), 0
	for places <= 7 && scale%r.den != 0 {
		scale, places = scale*10, places+1
	}
	if places > 7 || r.num*(scale/r.den) > 999_999_999 {
		return strconv.FormatUint(r.num, 10) + "/" + strconv.FormatUint(r.den, 10)
	}
	if places == 0 {
		return strconv.FormatUint(r.num, 10)
	}
	n := strconv.FormatUint(r.num*(scale/r.den), 10)
	if pad := places + 1 - len(n); pad > 0 {
		n = strings.Repeat("0", pad) + n
	}
	return n[:len(n)-places] + "." + n[len(n)-places:]
}

// Of returns the rate's part of an area, half-up to the square metre; the part
// of a negative area is the negative of the part.
func (r Rate) Of(h Hectares) (Hectares, error) {
	if r.den == 0 {
		return 0, refuse(ErrRate, msgQuotaRateUnset)
	}
	n := uint64(h)
	if h < 0 {
		n = -n
	}
	hi, lo := bits.Mul64(n, r.num)
	lo, carry := bits.Add64(lo, r.den/2, 0) // half of an odd den cannot tie, so the floor of den/2 is right
	hi += carry
	if hi < r.den {
		if q, _ := bits.Div64(hi, lo, r.den); q <= uint64(maxHectares) {
			if h < 0 {
				return -Hectares(q), nil
			}
			return Hectares(q), nil
		}
	}
	return 0, refuse(ErrNumber, msgQuotaProduct, "area", h, "rate", r)
}

// Needed returns the smallest area that earns at least amount at this rate,
// before any rounding. It is false if no area does.
func (r Rate) Needed(amount Hectares) (Hectares, bool) {
	if amount <= 0 {
		return 0, true
	}
	if r.num == 0 || amount > maxHectares {
		return 0, false
	}
	hi, lo := bits.Mul64(uint64(amount), r.den)
	lo, carry := bits.Add64(lo, r.num-1, 0)
	hi += carry
	if hi >= r.num {
		return 0, false
	}
	q, _ := bits.Div64(hi, lo, r.num)
	if q > uint64(maxHectares) {
		return 0, false
	}
	return Hectares(q), true
}

// MarshalJSON writes the rate as a string, null where there is none.
func (r Rate) MarshalJSON() ([]byte, error) {
	if !r.isSet() {
		return []byte("null"), nil
	}
	return json.Marshal(r.String())
}

// UnmarshalJSON reads a string or a decimal number; null and "" are no rate.
func (r *Rate) UnmarshalJSON(b []byte) error {
	text := string(b)
	if text == "null" {
		*r = Rate{}
		return nil
	}
	if strings.HasPrefix(text, `"`) {
		if err := json.Unmarshal(b, &text); err != nil {
			return err
		}
	}
	if text == "" {
		*r = Rate{}
		return nil
	}
	v, err := ParseRate(text)
	*r = v
	return err
}

// Rates hold the rate of each kind that has one: how much quota one hectare
// disposed of earns, how much one hectare of new illegal use or of unmet task
// costs. The law's figures change from year to year and place to place, so
// there is no default: what is missing here is asked for when it is needed.
type Rates map[Kind]Rate

// UnmarshalJSON reads {"earned_idle": "0.5", ...} and refuses kinds that have
// no rate.
func (r *Rates) UnmarshalJSON(b []byte) error {
	var m map[Kind]Rate
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	for kind := range m {
		if kind.rule().rate == never {
			return refuse(ErrEntry, msgQuotaRatesKind, "kind", clip(string(kind)))
		}
	}
	*r = m
	return nil
}
