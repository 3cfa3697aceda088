package survey

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgSurveySexagesimal = message.New("survey.sexagesimal", "the unit of the coordinates is {unit}; they were read as degrees, minutes and seconds, such as 36.2630 for 36°26′30″",
		"坐标的计量单位是 {unit}，已按度分秒读取，如 36.2630 即 36°26′30″")
	msgSurveyNotSexagesimal = message.New("survey.not_sexagesimal", "the unit of the coordinates is {unit}, but {value} has no minutes and seconds below 60; if the coordinates are decimal degrees, the unit is 度",
		"坐标的计量单位是 {unit}，但 {value} 的分、秒不小于 60；如果是十进制度，计量单位应写 度")
	msgSurveyMaybeSexagesimal = message.New("survey.maybe_sexagesimal", "the coordinates were read as decimal degrees; minutes and seconds written as digits, such as 36.2630 for 36°26′30″, would look the same: if they are, say 计量单位=度分秒 in the header, or the place is off by up to 70 km",
		"坐标按十进制度读取；若其实是度分秒写成的数字（如 36.2630 即 36°26′30″），外观无法区分，位置会差几十公里：请在文件头写明 计量单位=度分秒")
)

// sexagesimal are units of degrees that have minutes and seconds in their digits.
var sexagesimal = regexp.MustCompile(`度分|分秒|d\.?m+\.?s+|ddmm`)

// decimalDegrees are units of degrees without minutes.
var decimalDegrees = regexp.MustCompile(`^(度|十进制度|decimaldegrees?|degrees?|deg|dd)$`)

// settleDegrees turns digits of degrees, minutes and seconds into degrees where the
// header says that they are, and warns where nothing says that they are not.
func (r *reader) settleDegrees(p *parcel) error {
	unit := r.header.entry(KeyUnit)
	word := strings.ReplaceAll(strings.ToLower(trim(fold(unit.Value))), " ", "")
	stated := sexagesimal.MatchString(word)
	if p.rows[0].symbols || !stated && decimalDegrees.MatchString(word) {
		return nil
	}
	all := make([]boundary.Point, len(p.rows))
	for i, row := range p.rows {
		x, ok := fromDigits(row.at.X)
		y, ok2 := fromDigits(row.at.Y)
		switch {
		case ok && ok2:
			all[i] = boundary.Point{X: x, Y: y}
		case !stated:
			return nil // no minutes and seconds, so degrees
		default:
			value := row.at.X
			if ok {
				value = row.at.Y
			}
			return msgSurveyNotSexagesimal.Error(boundary.ErrFrame, at(row), "unit", unit.Value, "value", strconv.FormatFloat(value, 'f', -1, 64))
		}
	}
	if !stated {
		r.warn(msgSurveyMaybeSexagesimal, p.rows[0].line)
		return nil
	}
	for i := range p.rows {
		p.rows[i].at = all[i]
	}
	r.note(msgSurveySexagesimal, unit.Line, "unit", unit.Value)
	return nil
}

// fromDigits reads 36.26305 as 36°26′30.5″; ok is false where minutes or seconds are
// 60 or more.
func fromDigits(v float64) (degrees float64, ok bool) {
	const unit = 1e10 // of which digits after the point are whole numbers: 1e-6 seconds
	n := int64(math.Round(math.Abs(v) * unit))
	whole, minutes, seconds := n/unit, n%unit/1e8, float64(n%1e8)/1e6
	return math.Copysign(rounded(float64(whole)+float64(minutes)/60+seconds/3600), v), minutes < 60 && seconds < 60
}

// rounded returns degrees at the resolution of computed coordinates, 0.1 mm.
func rounded(degrees float64) float64 { return math.Round(degrees*1e9) / 1e9 }

// symbolic is an angle with the symbols of degrees, minutes and seconds.
var symbolic = regexp.MustCompile(`^(?:北纬|东经|[NEne])? ?(\d{1,3}(?:\.\d+)?) ?[°º˚度] ?(?:(\d{1,2}(?:\.\d+)?) ?[′'’‘分] ?(?:(\d{1,2}(?:\.\d+)?) ?(?:[″"”“秒]|''|′′|’’) ?)?)?[NEne]?$`)

// angle reads an angle with symbols, 36°26′30.5″.
func angle(s string) (degrees float64, ok bool) {
	m := symbolic.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	scale := 1.0
	for _, part := range m[1:] {
		if part == "" {
			break
		}
		v, err := strconv.ParseFloat(part, 64)
		if err != nil || scale > 1 && v >= 60 {
			return 0, false
		}
		degrees += v / scale
		scale *= 60
	}
	return rounded(degrees), true
}

// hasSymbols reports whether a field is written with the symbol of degrees.
func hasSymbols(s string) bool { return !ascii([]byte(s)) && strings.ContainsAny(s, "°º˚度") }
