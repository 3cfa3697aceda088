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
	msgSurveyMeridianOverruled = message.New("survey.meridian_overruled", "the header says central meridian {meridian}; the coordinates were read in {crs} as asked",
		"文件头的中央子午线是 {meridian}，已按指定的 {crs} 读取")
)

// keyMeridian is no key of the ministry, but some files have it.
const keyMeridian = "中央子午线"

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
	stated := r.header.entry(keyMeridian)
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
