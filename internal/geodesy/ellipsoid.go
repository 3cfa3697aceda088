package geodesy

import "math"

// The ellipsoid CGCS2000 (EPSG 1024). Lengths in metres.
const (
	SemiMajor = 6378137.0                    // a
	SemiMinor = SemiMajor * (1 - Flattening) // b
	// Flattening is f. It is dimensionless, as are the values below.
	Flattening        = 1 / 298.257222101
	EccentricitySq    = Flattening * (2 - Flattening) // e², of the first eccentricity
	ThirdFlattening   = Flattening / (2 - Flattening) // n
	secondEccentSq    = EccentricitySq / (1 - EccentricitySq)
	minMeridianRadius = SemiMajor * (1 - EccentricitySq) // M at the equator, its least value
)

// AuthalicRadius is R, in metres: the radius of the sphere with the same
// surface as the ellipsoid, √q(90°). (The constant is written out because a
// square root is no constant expression; a test computes it again.)
const AuthalicRadius = 6371007.18088351710261734786

const (
	degree        = math.Pi / 180           // radians in a degree
	metrePerDeg   = AuthalicRadius * degree // plane metres in a degree of longitude
	circumference = 360 * metrePerDeg       // width of the whole plane
)

// LocalScale returns the true metres of one plane metre at a latitude in
// degrees: along the parallel, N·cosφ/R, and along the meridian,
// R/(N·cosφ). Their product is 1, since the plane keeps areas. At a pole the
// first is 0 and the second infinite.
func LocalScale(lat float64) (east, north float64) {
	s, c := sincosd(lat)
	p := axisDistance(s, c)
	return p / AuthalicRadius, AuthalicRadius / p
}

// axisDistance returns N·cosφ, the radius of the parallel, in metres.
func axisDistance(sin, cos float64) float64 {
	w := math.Sqrt(1 - float64(EccentricitySq*float64(sin*sin)))
	return float64(SemiMajor*cos) / w
}

// axisHeight returns N·(1−e²)·sinφ, the height above the equator plane, in
// metres.
func axisHeight(sin float64) float64 {
	w := math.Sqrt(1 - float64(EccentricitySq*float64(sin*sin)))
	return float64((SemiMajor*(1-EccentricitySq))*sin) / w
}

// wrapDegrees brings a difference of longitudes into [-180, 180].
func wrapDegrees(d float64) float64 {
	if d >= -180 && d <= 180 {
		return d
	}
	return d - float64(360*math.Floor((d+180)/360))
}
