package survey

import (
	"math"
	"regexp"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgSurveyMeridian = message.New("survey.meridian", "the central meridian is {meridian}, which no 3° or 6° zone has; have the data transformed to a standard zone of CGCS2000, or give the coordinate system (-crs EPSG:4548) if the header is wrong",
		"中央子午线是 {meridian}，不是 3° 带或 6° 带的中央子午线；请转换到 CGCS2000 标准分带，若文件头有误，请指明坐标系（如 -crs EPSG:4548）")
	msgSurveyMeridianZone = message.New("survey.meridian_zone", "the header says zone {zone}, whose central meridian is {own}°, and a central meridian of {meridian}; one of them is wrong: correct it, or give the coordinate system (-crs EPSG:4548)",
		"文件头写的带号 {zone} 的中央子午线是 {own}°，又写中央子午线 {meridian}，两者矛盾；请更正，或指明坐标系（如 -crs EPSG:4548）")
	msgSurveyZoneName = message.New("survey.zone_name", "the header says zone {zone}, but its coordinate system {system} is of zone {other}; one of them is wrong: correct it, or give the coordinate system (-crs EPSG:4548)",
		"文件头写的带号是 {zone}，而坐标系 {system} 属于第 {other} 带，两者矛盾；请更正，或指明坐标系（如 -crs EPSG:4548）")
	msgSurveyMeridianOverruled = message.New("survey.meridian_overruled", "the header says central meridian {meridian}; the coordinates were read in {crs} as asked",
		"文件头的中央子午线是 {meridian}，已按指定的 {crs} 读取")
)

// keyMeridian is no key of the ministry, but some files have it.
const keyMeridian = "中央子午线"

// Names of coordinate systems may say zone, central meridian or code.
var (
	zoneInName     = regexp.MustCompile(`(?i)ZONE[ _]?([0-9]{2})|([0-9]{2})号?带`)
	meridianInName = regexp.MustCompile(`(?i)(?:中央子午线|中央经线|CM)[ _:：=]*([0-9][0-9.°º′'度分]*)`)
	codeInName     = regexp.MustCompile(`(?i)EPSG[ :：]*:?([0-9]{4})`)
)

// zoneOfName returns the number of the zone that the name of the coordinate system
// says, 0 where it says none.
func (h Header) zoneOfName() int {
	name := h.Get(KeyCoordinateSystem)
	if m := codeInName.FindStringSubmatch(name); m != nil {
		if code, err := strconv.Atoi(m[1]); err == nil {
			if f, err := boundary.EPSG(code); err == nil {
				_, number, _, _ := f.Zone()
				return number
			}
		}
	}
	m := zoneInName.FindStringSubmatch(name)
	if m == nil {
		return 0
	}
	return digits(m[1] + m[2])
}

// meridian returns the central meridian as the header states it, by itself or in the
// name of the coordinate system.
func (h Header) meridian() HeaderLine {
	if e := h.entry(keyMeridian); e.Value != "" {
		return e
	}
	e := h.entry(KeyCoordinateSystem)
	if m := meridianInName.FindStringSubmatch(e.Value); m != nil {
		return HeaderLine{Value: m[1], Line: e.Line}
	}
	return HeaderLine{}
}

var figures = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)

// meridian returns the central meridian that a text states, in degrees: 117°,
// 120°40′, 120.6667. It is 0 where the text states none.
func meridian(s string) float64 {
	degrees, part := 0.0, 1.0
	for _, field := range figures.FindAllString(fold(s), 3) {
		v, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return 0
		}
		degrees += v / part
		part *= 60
	}
	return degrees
}

// checkMeridian refuses a central meridian that is not that of a zone: read by
// whole degrees, the land would lie tens of kilometres off.
func (r *reader) checkMeridian(number int) error {
	if system, other := r.header.entry(KeyCoordinateSystem), r.header.zoneOfName(); other != 0 && other != number {
		return r.overrules(msgSurveyZoneName.Error(boundary.ErrFrame, message.Place{Line: system.Line}, "zone", number, "system", system.Value, "other", other), system)
	}
	stated := r.header.meridian()
	degrees := meridian(stated.Value)
	if degrees == 0 {
		return nil
	}
	var err error
	own := 3 * number
	if widthOf(number) == 6 {
		own = 6*number - 3
	}
	switch whole := math.Mod(degrees, 3) == 0; {
	case !whole || degrees < 75 || degrees > 135:
		err = msgSurveyMeridian.Error(boundary.ErrFrame, message.Place{Line: stated.Line}, "meridian", stated.Value)
	case number != 0 && float64(own) != degrees:
		err = msgSurveyMeridianZone.Error(boundary.ErrFrame, message.Place{Line: stated.Line}, "zone", number, "own", own, "meridian", stated.Value)
	}
	if err != nil && r.opt.Frame != nil {
		r.warn(msgSurveyMeridianOverruled, stated.Line, "meridian", stated.Value, "crs", *r.opt.Frame)
		return nil
	}
	return err
}
