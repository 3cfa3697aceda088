package rules

import (
	"strconv"
	"time"

	"github.com/sanxian/sanxian/message"
)

var msgDate = message.New("date.syntax", "{date} is not a date such as 2026-11-23", "{date} 不是日期，应写作 2026-11-23")

// A Date is a day as "2006-01-02"; empty is unknown. It is the only clock: a
// check is judged by the rules of its date. Dates compare as strings.
type Date string

// ParseDate reads a day written as 2006-01-02, 20060102 or 2006/1/2.
func ParseDate(s string) (Date, error) {
	for _, layout := range []string{"2006-01-02", "20060102", "2006/1/2"} {
		if t, err := time.Parse(layout, s); err == nil {
			return Date(t.Format("2006-01-02")), nil
		}
	}
	return "", msgDate.Error(message.ErrSyntax, message.Place{}, "date", strconv.Quote(s))
}

// Days returns how many days d is after e; ok is false if one is unknown.
func (d Date) Days(e Date) (n int, ok bool) {
	a, err := time.Parse("2006-01-02", string(d))
	b, err2 := time.Parse("2006-01-02", string(e))
	if err != nil || err2 != nil {
		return 0, false
	}
	return int(a.Sub(b).Hours() / 24), true
}

// MarshalJSON writes the day, or null where it is unknown.
func (d Date) MarshalJSON() ([]byte, error) {
	if d == "" {
		return []byte("null"), nil
	}
	return []byte(`"` + string(d) + `"`), nil
}
