package crs

import (
	"math"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgCrsSwapped    = message.New("crs.swapped", "X and Y look exchanged: easting or longitude comes first in this format", "X 与 Y 似乎颠倒：此格式中东坐标（或经度）在前")
	msgCrsNotDegrees = message.New("crs.not_degrees", "the coordinate system EPSG:{epsg} has degrees, but the numbers are not degrees; name the coordinate system that they are in (-crs)",
		"坐标系 EPSG:{epsg} 以度为单位，但坐标数值不是经纬度；请用 -crs 指明实际坐标系")
	msgCrsNotMetres = message.New("crs.not_metres", "the coordinate system EPSG:{epsg} has metres, but the numbers are degrees; name the coordinate system that they are in (-crs EPSG:4490)",
		"坐标系 EPSG:{epsg} 以米为单位，但坐标数值是经纬度；请用 -crs 指明实际坐标系（如 -crs EPSG:4490）")
	msgCrsZoneDiffers = message.New("crs.zone_differs", "the coordinate system EPSG:{epsg} is the {width}-degree zone {zone}, but the easting begins with {found}, a {found_width}-degree zone; name the coordinate system that is right (-crs)",
		"坐标系 EPSG:{epsg} 为 {width} 度带第 {zone} 带，但东坐标带号为 {found}（{found_width} 度带）；请用 -crs 指明正确的坐标系")
	msgCrsOutOfRange = message.New("crs.out_of_range", "the numbers are outside the range of the coordinate system EPSG:{epsg}; name the coordinate system that they are in (-crs)",
		"坐标数值超出坐标系 EPSG:{epsg} 的范围；请用 -crs 指明实际坐标系")
	msgCrsRecognised = message.New("crs.recognised", "no coordinate system is given; the numbers are read as EPSG:{epsg}",
		"文件未写明坐标系，根据坐标数值按 EPSG:{epsg} 读取")
	msgCrsZoneUnknown = message.New("crs.zone_unknown", "no coordinate system is given, and an easting without zone number does not tell its zone; name the coordinate system (such as -crs EPSG:4548)",
		"文件未写明坐标系，东坐标不带带号，无法确定投影带；请用 -crs 指明坐标系（如 -crs EPSG:4548）")
	msgCrsUnrecognised = message.New("crs.unrecognised", "no coordinate system is given, and the numbers are neither degrees in China nor eastings with a zone number; name the coordinate system (-crs)",
		"文件未写明坐标系，坐标既不是中国范围内的经纬度，也不是带带号的高斯坐标；请用 -crs 指明坐标系")
	msgCrsPrefixDiffers = message.New("crs.prefix_differs", "the coordinate system is EPSG:{declared}, but the eastings are those of EPSG:{epsg}, the same zone with the other kind of easting; they are read as such",
		"坐标系为 EPSG:{declared}，但东坐标的带号写法属于同一投影带的 EPSG:{epsg}，按后者读取")
)

// Recognise returns the frame of data that names none, by one of its points:
// an easting with a zone number, or degrees within China. The note says what
// was assumed. An easting of six digits tells no zone and is refused.
func Recognise(p boundary.Point) (boundary.Frame, message.Note, error) {
	f, ok := boundary.LonLat, inChina(p)
	if width, number, found := prefix(p.X); found && northing(p.Y) {
		g, err := boundary.GaussKruger(width, number, true)
		f, ok = g, err == nil
	}
	if ok {
		n := msgCrsRecognised.Warning(message.Place{},
			"epsg", f.EPSG())
		return f, n, nil
	}
	at := message.Place{Point: (*message.Position)(&p)}
	switch {
	case swapped(p):
		return f, message.Note{}, msgCrsSwapped.Error(boundary.ErrFrame, at)
	case p.X > 0 && p.X < 1e6 && northing(p.Y) && p.Y > 1e5:
		return f, message.Note{}, msgCrsZoneUnknown.Error(boundary.ErrFrame, at)
	}
	return f, message.Note{}, msgCrsUnrecognised.Error(boundary.ErrFrame, at)
}

// Reconcile returns the frame of the same zone with or without the zone number
// in eastings if that is what the point has and f has not: the zone is beyond
// doubt and nothing else fits. The note is nil where f is returned as it is.
func Reconcile(f boundary.Frame, p boundary.Point) (boundary.Frame, *message.Note) {
	width, number, prefixed, ok := f.Zone()
	if !ok || Check(f, p) == nil {
		return f, nil
	}
	candidates := [][2]int{{width, number}}
	if !prefixed {
		// A meridian of both widths: the number in the eastings decides.
		if width == 3 && number%2 == 1 {
			candidates = append(candidates, [2]int{6, (number + 1) / 2})
		}
		if width == 6 {
			candidates = append(candidates, [2]int{3, 2*number - 1})
		}
	}
	for _, c := range candidates {
		g, err := boundary.GaussKruger(c[0], c[1], !prefixed)
		if err != nil || Check(g, p) != nil {
			continue
		}
		n := msgCrsPrefixDiffers.Warning(message.Place{},
			"declared", f.EPSG(), "epsg", g.EPSG())
		return g, &n
	}
	return f, nil
}

// Check returns an error where a point cannot be in a frame: metres where
// degrees are expected, another zone number. Points that are not finite pass;
// boundary.New refuses them.
func Check(f boundary.Frame, p boundary.Point) error {
	width, number, prefixed, projected := f.Zone()
	if !projected {
		if !(math.Abs(p.X) > 360 || math.Abs(p.Y) > 90) || !finite(p) {
			return nil
		}
		if swapped(p) {
			return mismatch(msgCrsSwapped, f, p)
		}
		return mismatch(msgCrsNotDegrees, f, p)
	}
	low, high := -1e6, 2e6
	if prefixed {
		low = float64(number) * 1e6
		high = low + 1e6
	}
	degrees := math.Abs(p.X) <= 180 && math.Abs(p.Y) <= 90
	if p.X >= low && p.X < high && northing(p.Y) && !degrees || !finite(p) {
		return nil
	}
	w, n, found := prefix(p.X)
	switch {
	case degrees:
		return mismatch(msgCrsNotMetres, f, p)
	case swapped(p):
		return mismatch(msgCrsSwapped, f, p)
	case found && northing(p.Y):
		return mismatch(msgCrsZoneDiffers, f, p,
			"width", width, "zone", number, "found", n, "found_width", w)
	}
	return mismatch(msgCrsOutOfRange, f, p)
}

func mismatch(m *message.Message, f boundary.Frame, p boundary.Point, pairs ...any) error {
	return m.Error(boundary.ErrFrame, message.Place{Point: (*message.Position)(&p)}, append([]any{"epsg", f.EPSG()}, pairs...)...)
}

func finite(p boundary.Point) bool {
	return !math.IsInf(p.X, 0) && !math.IsInf(p.Y, 0) && !math.IsNaN(p.X) && !math.IsNaN(p.Y)
}

// prefix returns the zone number before an easting.
func prefix(x float64) (width, number int, ok bool) {
	if !(x >= 13e6 && x < 46e6) {
		return 0, 0, false
	}
	switch n := int(x / 1e6); {
	case n <= 23:
		return 6, n, true
	case n >= 25:
		return 3, n, true
	}
	return 0, 0, false
}

// northing reports whether y can be a northing: the quadrant is 10 002 km.
func northing(y float64) bool { return math.Abs(y) <= 10_002_000 }

func inChina(p boundary.Point) bool {
	return p.X >= 70 && p.X <= 140 && p.Y >= 0 && p.Y <= 60
}

func swapped(p boundary.Point) bool {
	q := boundary.Point{X: p.Y, Y: p.X}
	_, _, found := prefix(q.X)
	return found && q.Y > 1.5e6 && q.Y < 7e6 || inChina(q)
}
