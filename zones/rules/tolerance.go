package rules

// A Tolerance is how little a line may be overlapped before a rule is asked.
// What is below it is listed in a report as ignored, never hidden.
type Tolerance struct {
	AreaM2     float64 `json:"area_m2"`      // square metres
	Share      float64 `json:"share"`        // of the site, 0 to 1
	MeanWidthM float64 `json:"mean_width_m"` // 2A/P of the overlap, metres
	Verified   bool    `json:"verified"`     // whether a text of a ministry gives the figures
}

// Negligible reports whether an overlap is below the tolerance: its area is not
// over AreaM2, or its share of the site is below Share, or it is a sliver
// narrower than MeanWidthM. A limit of 0 does not apply, and a mean width that
// was not measured is 0.
func (t Tolerance) Negligible(area, siteArea, meanWidth float64) bool {
	return t.AreaM2 > 0 && area <= t.AreaM2 ||
		t.Share > 0 && siteArea > 0 && area < t.Share*siteArea ||
		t.MeanWidthM > 0 && meanWidth > 0 && meanWidth < t.MeanWidthM
}

// Tolerance returns the tolerance of a line. The built-in default is 1 m²,
// which is practice and not law: it is unverified.
func (r *Set) Tolerance(l Line) Tolerance {
	if t, ok := r.tolerances[l]; ok {
		return t
	}
	return Tolerance{AreaM2: 1}
}

// TouchDistance returns the distance in metres below which a site that
// overlaps nothing is said to touch, 0.001 unless the rule set says otherwise.
func (r *Set) TouchDistance() float64 { return r.touch }
