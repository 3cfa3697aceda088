package geodesy

import (
	"math/rand/v2"
	"testing"
)

var sink float64

// places are points around Liaocheng, in degrees and in zone 39.
func places() (deg, gk [256][2]float64) {
	r := rand.New(rand.NewPCG(19, 20))
	z := Zone{Width: 3, Number: 39, Prefixed: true}
	for i := range deg {
		deg[i] = [2]float64{115.3 + 1.2*r.Float64(), 35.8 + 1.2*r.Float64()}
		gk[i][0], gk[i][1] = z.Forward(deg[i][0], deg[i][1])
	}
	return deg, gk
}

func BenchmarkPlane(b *testing.B) {
	deg, _ := places()
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		p := &deg[i&255]
		x, y := Plane(p[0], p[1])
		sink += x + y
	}
}

func BenchmarkLonLat(b *testing.B) {
	deg, _ := places()
	for i, p := range deg {
		deg[i][0], deg[i][1] = Plane(p[0], p[1])
	}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		p := &deg[i&255]
		x, y := LonLat(p[0], p[1])
		sink += x + y
	}
}

func BenchmarkZoneForward(b *testing.B) {
	deg, _ := places()
	z := Zone{Width: 3, Number: 39, Prefixed: true}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		p := &deg[i&255]
		x, y := z.Forward(p[0], p[1])
		sink += x + y
	}
}

func BenchmarkZoneInverse(b *testing.B) {
	_, gk := places()
	z := Zone{Width: 3, Number: 39, Prefixed: true}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		p := &gk[i&255]
		x, y := z.Inverse(p[0], p[1])
		sink += x + y
	}
}

func BenchmarkDistance(b *testing.B) {
	deg, _ := places()
	b.Run("county", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; i < b.N; i++ {
			p, q := &deg[i&255], &deg[(i+1)&255]
			sink += Distance(p[0], p[1], q[0], q[1])
		}
	})
	b.Run("antipodal", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; i < b.N; i++ {
			p := &deg[i&255]
			sink += Distance(p[0], p[1], p[0]+179.9, -p[1]+0.01)
		}
	})
}

func BenchmarkSegmentDistance(b *testing.B) {
	deg, _ := places()
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		p, q := deg[i&255], deg[(i+1)&255]
		sink += SegmentDistance(p, [2]float64{p[0] + 5e-4, p[1] + 3e-4}, q, [2]float64{q[0] + 2e-4, q[1] - 5e-4})
	}
}

func BenchmarkBoxDistanceBound(b *testing.B) {
	deg, _ := places()
	var boxes [256][4]float64
	for i, p := range deg {
		boxes[i] = boxOf(p[0], p[1], p[0]+0.01, p[1]+0.01)
	}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		sink += BoxDistanceBound(boxes[i&255], boxes[(i+1)&255])
	}
}
