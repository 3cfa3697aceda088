package zones

import (
	"encoding/json"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// reportSchema names the version of the report's JSON.
const reportSchema = "sanxian-report/1"

// A Report is the result of checking one site against a plan. Its JSON is the contract with
// other programs, published as zones/schema/report.schema.json; text, tables
// and maps are drawn from it. Areas are square metres of legal area, 椭球面积,
// rounded to 0.0001; what is unknown is null, never 0.
type Report struct {
	Schema   string        `json:"schema"`
	Verdict  Verdict       `json:"verdict"`
	Plan     string        `json:"plan"` // its name
	Date     rules.Date    `json:"date"`
	Site     SiteReport    `json:"site"`
	Project  rules.Project `json:"project"`
	Lines    []LineReport  `json:"lines"`
	Findings []Finding     `json:"findings"`
	Caps     []CapReport   `json:"caps"`
	RuleSet  rules.SetName `json:"rule_set"`
	Layers   []LayerReport `json:"layers"`
	Notes    []ReportNote  `json:"notes"`
	Library  string        `json:"library"`         // version of this module
	Quota    []QuotaReport `json:"quota,omitempty"` // where a ledger was asked
	// Pending is who else claims the land, where pending sites were given. It does not
	// bear on the verdict.
	Pending *PendingReport `json:"pending,omitempty"`
	Cure    *Cure          `json:"cure,omitempty"`
	Explain []Explanation  `json:"explain,omitempty"` // on request
	// Admissible are the descriptions under which the site would be admissible,
	// on request; absent where there is none.
	Admissible []rules.Admission `json:"admissible_as,omitempty"`
}

// An Explanation tells for every rule of a line whether it matched the site, and
// if not, why not.
type Explanation struct {
	Line    rules.Line    `json:"line"`
	SubZone rules.SubZone `json:"sub_zone"`
	Outside bool          `json:"outside"`
	Area    string        `json:"area,omitempty"` // of a supplement
	Rules   []rules.Trace `json:"rules"`
}

// SiteReport describes the site.
type SiteReport struct {
	ID      string         `json:"id"`
	AreaM2  Amount         `json:"area_m2"`
	Regions []RegionReport `json:"regions"`
	// Year and Priority are its place in a sequence, where they are known.
	Year     int `json:"year,omitempty"`
	Priority int `json:"priority,omitempty"`
	// Boundary is the site's shape, for those who draw it.
	Boundary *boundary.Boundary `json:"-"`
	// Properties are those of the site's feature.
	Properties boundary.Properties `json:"properties,omitempty"`
}

// Name is the name that the site's file gives it, by the properties that usually have
// it; empty where there is none beside the id.
func (s SiteReport) Name() string { return nameOf(s.ID, s.Properties) }

func nameOf(id string, p boundary.Properties) string {
	for _, property := range []string{"XMMC", "DKMC", "name", "名称", "NAME"} {
		if t := p.Text(property); t != "" && t != id {
			return t
		}
	}
	return ""
}

// RegionReport is the part of a site in a county, town or village.
type RegionReport struct {
	Code       string              `json:"code"`
	Name       string              `json:"name"`
	AreaM2     Amount              `json:"area_m2"`
	Share      Share               `json:"share"`
	Lines      []RegionLine        `json:"lines"`
	Properties boundary.Properties `json:"properties,omitempty"` // of the region: its planner, its plan
}

// RegionLine is how much of a site lies in a line, inside one region.
type RegionLine struct {
	Line      rules.Line `json:"line"`
	OverlapM2 Amount     `json:"overlap_m2"`
}

// LineReport is the result of one line.
type LineReport struct {
	Line            rules.Line      `json:"line"`
	Status          rules.Status    `json:"status"`
	OverlapM2       Amount          `json:"overlap_m2"`        // union of the features inside the site
	DoubleCountedM2 Amount          `json:"double_counted_m2"` // the sum over the features less their union
	OutsideM2       Amount          `json:"outside_m2"`        // of the site, where the line should contain it
	NotCheckedM2    Amount          `json:"not_checked_m2"`    // of the site, outside the layer's coverage
	Share           Share           `json:"share"`             // overlap over site
	SubZones        []SubZoneReport `json:"sub_zones"`
	Features        []FeatureReport `json:"features"`
	Ignored         []FeatureReport `json:"ignored"`                    // below the tolerance
	Tolerance       rules.Tolerance `json:"tolerance"`                  // below which an overlap is negligible
	DistanceM       Amount          `json:"distance_m"`                 // to the nearest feature where nothing overlaps and it was looked for
	Nearest         []NearReport    `json:"nearest"`                    // where nothing overlaps: all that it touches, else the nearest
	NoneWithinM     *Amount         `json:"none_within_m,omitempty"`    // where the search for the nearest was limited: no feature is nearer
	Reasons         []Reason        `json:"reasons"`                    // why it was not checked
	Geometry        json.RawMessage `json:"geometry,omitempty"`         // of the overlap, on request
	OutsideGeometry json.RawMessage `json:"outside_geometry,omitempty"` // of what lies outside

	// The same two in the frame of the site, vertices as they were given, for
	// writers; nil where they were not asked for or are empty.
	Overlap *boundary.Boundary `json:"-"`
	Outside *boundary.Boundary `json:"-"`
}

// SubZoneReport is the part of a line in one sub-zone.
type SubZoneReport struct {
	SubZone   rules.SubZone `json:"sub_zone"`
	Status    rules.Status  `json:"status"`
	OverlapM2 Amount        `json:"overlap_m2"`
	Share     Share         `json:"share"`
}

// FeatureReport is what one feature shares with the site.
type FeatureReport struct {
	ID         string        `json:"id"`
	SubZone    rules.SubZone `json:"sub_zone"`
	OverlapM2  Amount        `json:"overlap_m2"`
	MeanWidthM Amount        `json:"mean_width_m"` // 2A/P of what is shared, where it was measured
	LengthM    Amount        `json:"length_m"`     // P/2: how long that is, with its width its area
	At         *Location     `json:"at,omitempty"` // a point of it
}

// NearReport is a feature that the site does not overlap.
type NearReport struct {
	ID        string        `json:"id"`
	SubZone   rules.SubZone `json:"sub_zone"`
	DistanceM Amount        `json:"distance_m"` // metres on the ellipsoid
}

// Location is a position in degrees.
type Location struct {
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
}

// Finding is what a rule says about the site: the status, the procedure that is
// left, who decides, and what the law is.
type Finding struct {
	Rule       string            `json:"rule"`
	Origin     string            `json:"origin"` // id of the rule set that the rule is from
	Line       rules.Line        `json:"line"`
	SubZone    rules.SubZone     `json:"sub_zone,omitempty"`
	Area       string            `json:"area,omitempty"` // of the supplement whose rules these are
	Outside    bool              `json:"outside"`        // about the part outside the boundary
	Status     rules.Status      `json:"status"`
	OverlapM2  Amount            `json:"overlap_m2"` // what the rule applies to: inside the zone, or outside the boundary
	Procedure  message.Text      `json:"procedure"`
	Authority  message.Text      `json:"authority"`
	Remedy     message.Text      `json:"remedy"`
	Citations  []rules.Citation  `json:"citations"`
	Parameters []rules.Parameter `json:"parameters"` // unverified figures that the rule used
}

// CapReport says whether an area cap holds with the site.
type CapReport struct {
	ID          string           `json:"id"`
	Title       message.Text     `json:"title"`
	Kind        CapKind          `json:"kind"`
	Line        rules.Line       `json:"line"`
	SubZone     rules.SubZone    `json:"sub_zone,omitempty"`
	Region      string           `json:"region"`
	LimitM2     Amount           `json:"limit_m2"`
	UsedM2      Amount           `json:"used_m2"`
	RequestedM2 Amount           `json:"requested_m2"`
	RemainingM2 Amount           `json:"remaining_m2"`               // after the request; negative where it is broken
	Deducted    *Amount          `json:"deducted_m2,omitempty"`      // 扣除 that was taken off the measured use, where the layer states any
	Difference  Amount           `json:"declared_minus_measured_m2"` // where the use was declared and could be measured too
	Holds       *bool            `json:"holds"`                      // null: could not be checked
	Citations   []rules.Citation `json:"citations"`
}

// PendingReport says which other pending sites, 在办项目, claim land of the site.
type PendingReport struct {
	Sites           int            `json:"sites"`             // that were pending, beside the site itself
	OverlapM2       Amount         `json:"overlap_m2"`        // union of the claims inside the site
	DoubleCountedM2 Amount         `json:"double_counted_m2"` // the sum over the claims less their union
	Share           Share          `json:"share"`             // overlap over site
	Claims          []PendingClaim `json:"claims"`            // by id
}

// PendingClaim is what one pending site claims of the site.
type PendingClaim struct {
	ID        string `json:"id"`
	Name      string `json:"name,omitempty"` // that its file gives it
	OverlapM2 Amount `json:"overlap_m2"`     // null: too complex to be measured
	Share     Share  `json:"share"`          // overlap over site
}

// LayerReport names a layer that the site was measured against.
type LayerReport struct {
	Line     rules.Line `json:"line"`
	Source   string     `json:"source"`
	Date     rules.Date `json:"date"`
	Version  string     `json:"version"`
	Digest   string     `json:"digest"` // SHA-256 of the file, or of the features
	Features int        `json:"features"`
}

// A Reason says why something could not be checked.
type Reason struct {
	Code   string            `json:"code"`
	Text   string            `json:"text"` // English
	Values map[string]string `json:"values,omitempty"`
}

// ReportNote is a remark that a reader of the report should know. Equal remarks
// are said once with their count and the first place.
type ReportNote struct {
	Code    string            `json:"code"`
	Text    string            `json:"text"`            // English
	Place   *message.Place    `json:"place,omitempty"` // of the first
	Count   int               `json:"count"`
	Warning bool              `json:"warning"`
	Values  map[string]string `json:"values,omitempty"`
}

// Cure is what remains of the site when its forbidden part is cut off.
type Cure struct {
	AreaM2    Amount          `json:"area_m2"`
	RemovedM2 Amount          `json:"removed_m2"`
	Pieces    []CurePiece     `json:"pieces"`
	Geometry  json.RawMessage `json:"geometry,omitempty"`
}

// CurePiece is one part of what remains.
type CurePiece struct {
	AreaM2     Amount `json:"area_m2"`
	MeanWidthM Amount `json:"mean_width_m"`
	Usable     bool   `json:"usable"` // not below the least area and width asked for
}

// nonNil makes a list that is written as [] where it is empty.
func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
