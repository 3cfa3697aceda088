package geodesy

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// shared opens a file of the common test data beside the module, or skips.
func shared(t *testing.T, name ...string) *os.File {
	t.Helper()
	path := filepath.Join(append([]string{"..", "..", "..", "shared", "data"}, name...)...)
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("test data is absent: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestVectorsOfPROJ(t *testing.T) {
	sc := bufio.NewScanner(shared(t, "geodesy", "gk_vectors.tsv"))
	n, worst, worstBack := 0, 0.0, 0.0
	for sc.Scan() {
		var epsg int
		var lon, lat, northing, easting float64
		if _, err := fmt.Sscan(sc.Text(), &epsg, &lon, &lat, &northing, &easting); err != nil {
			continue // comment or heading
		}
		n++
		z := Zone{Width: 3, Number: int8(epsg - 4488), Prefixed: true}
		if epsg >= 4534 {
			z = Zone{Width: 3, Number: int8(epsg - 4509)}
		}
		require.True(t, z.Valid())
		e, nn := z.Forward(lon, lat)
		lon2, lat2 := z.Inverse(easting, northing)
		require.InDelta(t, northing, nn, 1e-5, sc.Text())
		require.InDelta(t, easting, e, 1e-5, sc.Text())
		worst = max(worst, math.Hypot(e-easting, nn-northing))
		worstBack = max(worstBack, Distance(lon, lat, lon2, lat2))
	}
	require.NoError(t, sc.Err())
	require.Equal(t, 236, n)
	require.Less(t, worst, 1e-5)
	require.Less(t, worstBack, 1e-5)
	t.Logf("%d vectors, worst %.2g m forward, %.2g m back", n, worst, worstBack)
}

func TestZones(t *testing.T) {
	for _, c := range []struct {
		z     Zone
		valid bool
		cm    float64
	}{
		{Zone{}, false, 0},
		{Zone{Width: 3, Number: 25}, true, 75},
		{Zone{Width: 3, Number: 39, Prefixed: true}, true, 117},
		{Zone{Width: 3, Number: 45}, true, 135},
		{Zone{Width: 3, Number: 46}, false, 138},
		{Zone{Width: 3, Number: 24}, false, 72},
		{Zone{Width: 6, Number: 13}, true, 75},
		{Zone{Width: 6, Number: 20, Prefixed: true}, true, 117},
		{Zone{Width: 6, Number: 23}, true, 135},
		{Zone{Width: 6, Number: 24}, false, 141},
		{Zone{Width: 6, Number: 12}, false, 69},
		{Zone{Width: 5, Number: 20}, false, 100},
	} {
		require.Equal(t, c.valid, c.z.Valid(), "%v", c.z)
		require.Equal(t, c.cm, c.z.CentralMeridian(), "%v", c.z)
	}
}

func TestZoneRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := Zone{Width: 3, Number: rapid.Int8Range(25, 45).Draw(t, "zone")}
		if rapid.Bool().Draw(t, "six") {
			z = Zone{Width: 6, Number: rapid.Int8Range(13, 23).Draw(t, "zone6")}
		}
		w := 1.5 * float64(z.Width) // the zone, and one zone beyond
		lon := z.CentralMeridian() + rapid.Float64Range(-w, w).Draw(t, "lon")
		lat := rapid.Float64Range(-90, 90).Draw(t, "lat")
		e, n := z.Forward(lon, lat)
		lon2, lat2 := z.Inverse(e, n)
		if d := Distance(lon, lat, lon2, lat2); d > 1e-8 {
			t.Fatalf("%v %v came back %v m away", lon, lat, d)
		}
		p := z
		p.Prefixed = true
		pe, pn := p.Forward(lon, lat)
		if pn != n || math.Abs(pe-e-1e6*float64(z.Number)) > 1e-8 {
			t.Fatalf("prefix: %v %v, without %v %v", pe, pn, e, n)
		}
	})
}

func TestZoneFarAndPolar(t *testing.T) {
	z := Zone{Width: 3, Number: 39}
	for dl := -25.0; dl <= 25; dl += 2.5 {
		for lat := -88.0; lat <= 88; lat += 8 {
			e, n := z.Forward(117+dl, lat)
			lon, back := z.Inverse(e, n)
			require.Less(t, Distance(117+dl, lat, lon, back), 3e-8)
		}
	}
	e, n := z.Forward(30, 90)
	require.InDelta(t, 500000, e, 1e-8)
	require.InDelta(t, 10001965.729, n, 1e-3) // the quarter meridian
	_, lat := z.Inverse(500000, n)
	require.InDelta(t, 90, lat, 1e-13)
	for _, bad := range []float64{math.NaN(), math.Inf(1), 1e300} {
		z.Inverse(bad, bad)
		z.Inverse(500000, bad)
		z.Forward(bad, 30)
		z.Forward(117, bad)
	}
}

// witness runs a program of the system on lines of input, or skips.
func witness(t *testing.T, in []byte, name string, args ...string) *bytes.Reader {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not on the PATH", name)
	}
	cmd := exec.Command(path, args...)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	require.NoError(t, err)
	return bytes.NewReader(out)
}

func TestSixDegreeZonesAgainstPROJ(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for number := 13; number <= 23; number++ {
		for _, z := range []Zone{{Width: 6, Number: int8(number), Prefixed: true}, {Width: 6, Number: int8(number)}} {
			epsg := 4478 + number
			if !z.Prefixed {
				epsg = 4489 + number
			}
			var in bytes.Buffer
			var pts [][2]float64
			for range 20 {
				p := [2]float64{z.CentralMeridian() + 7*(r.Float64()-0.5), 3 + 51*r.Float64()}
				pts = append(pts, p)
				fmt.Fprintf(&in, "%.17g %.17g\n", p[1], p[0])
			}
			out := witness(t, in.Bytes(), "cs2cs", "-f", "%.9f", "EPSG:4490", fmt.Sprintf("EPSG:%d", epsg))
			for _, p := range pts {
				var northing, easting, h float64
				_, err := fmt.Fscan(out, &northing, &easting, &h)
				require.NoError(t, err)
				e, n := z.Forward(p[0], p[1])
				require.InDelta(t, easting, e, 2e-8, "EPSG:%d %v", epsg, p)
				require.InDelta(t, northing, n, 2e-8, "EPSG:%d %v", epsg, p)
			}
		}
	}
}
