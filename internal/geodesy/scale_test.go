package geodesy

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestScaleBoundsDistances(t *testing.T) {
	tightest := 0
	rapid.Check(t, func(t *rapid.T) {
		lon := rapid.Float64Range(-175, 175).Draw(t, "lon")
		lat := rapid.OneOf(rapid.Float64Range(18, 53), rapid.Float64Range(-80, 80)).Draw(t, "lat")
		size := math.Pow(10, rapid.Float64Range(-6, 0).Draw(t, "size"))
		v := Around(boxOf(lon, lat, lon+size, lat+size))
		reach := math.Pow(10, rapid.Float64Range(-3, 5.7).Draw(t, "reach"))
		s, ok := v.Scale(reach)
		if !ok {
			return
		}
		at := rapid.Float64Range(0, 1)
		far := rapid.Float64Range(-1, 1)
		for range 10 {
			lon1, lat1 := lon+size*at.Draw(t, "x"), lat+size*at.Draw(t, "y")
			north := reach / 111e3
			lon2 := lon1 + north/math.Cos(lat1*degree)*far.Draw(t, "east")
			lat2 := lat1 + north*far.Draw(t, "north")
			d := Distance(lon1, lat1, lon2, lat2)
			x1, y1 := Plane(lon1, lat1)
			x2, y2 := Plane(lon2, lat2)
			if bound := v.Bound([4]float64{x2, y2, x2, y2}); bound > d {
				t.Fatalf("%v m apart, said to be %v", d, bound)
			}
			if w := s.Window; !(w[0] <= x2 && x2 <= w[2] && w[1] <= y2 && y2 <= w[3]) {
				if d < reach {
					t.Fatalf("%v m away and not in the window of %v", d, reach)
				}
				continue
			}
			e1, n1 := v.Flat(x1, y1)
			e2, n2 := v.Flat(x2, y2)
			paper := math.Hypot(e2-e1, n2-n1)
			if paper < d-s.Short-1e-7 || paper > d+s.Slack+1e-7 {
				t.Fatalf("%v m apart, %v on paper, slack %v, short %v", d, paper, s.Slack, s.Short)
			}
			if s.Slack < 1 {
				tightest++
			}
			x3, y3 := x2+(x1-x2)*at.Draw(t, "width"), y2+(y1-y2)*at.Draw(t, "height")
			box := v.FlatBox([4]float64{min(x2, x3), min(y2, y3), max(x2, x3), max(y2, y3)})
			for range 4 {
				e, n := v.Flat(x2+(x3-x2)*at.Draw(t, "u"), y2+(y3-y2)*at.Draw(t, "v"))
				if e < box[0]-1e-8 || n < box[1]-1e-8 || e > box[2]+1e-8 || n > box[3]+1e-8 {
					t.Fatalf("(%v, %v) outside %v", e, n, box)
				}
			}
		}
	})
	if tightest == 0 {
		t.Error("no slack below a metre was tried")
	}
}

func TestScaleIsRefused(t *testing.T) {
	for name, box := range map[string][4]float64{
		"at the line of 180°": boxOf(179.99, 30, 180, 30.01),
		"at a pole":           boxOf(10, 89.9, 10.1, 90),
		"a continent":         boxOf(75, 20, 130, 50),
		"not a number":        {math.NaN(), 0, math.NaN(), 0},
	} {
		v := Around(box)
		if _, ok := v.Scale(10e3); ok {
			t.Error(name)
		}
		far := boxOf(-60, -30, -50, -20)
		if got, want := v.Bound(far), BoxDistanceBound(box, far); got != want {
			t.Errorf("%s: %v, not %v", name, got, want)
		}
	}
}
