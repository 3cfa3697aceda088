package zones

import (
	"context"
	"iter"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/internal/kin"
	"github.com/sanxian/sanxian/internal/persist"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgLayerCoverageNone = message.New("layer.coverage_none", "layer {path} names the coverage {coverage}, which is not given", "图层 {path} 写明了覆盖范围 {coverage}，但没有给出")
	msgLayerLine         = message.New("layer.line", "unknown line {line}; a layer of one's own begins with x_", "不认识的控制线 {line}；自定义图层的名称须以 x_ 开头")
)

// A LayerSpec describes a layer of a plan, as plan.json has it.
type LayerSpec struct {
	Line         rules.Line    `json:"line"`
	Path         string        `json:"path"`             // file, beside the plan
	Source       string        `json:"source,omitempty"` // who keeps the data
	Date         rules.Date    `json:"date,omitempty"`   // state of the data
	Version      string        `json:"version,omitempty"`
	Coverage     string        `json:"coverage,omitempty"`       // file of what the layer covers; none: everywhere
	SubZoneField string        `json:"sub_zone_field,omitempty"` // where the built-in names do not fit
	SubZone      rules.SubZone `json:"sub_zone,omitempty"`       // of all features
	CRS          string        `json:"crs,omitempty"`            // in place of what the file says
	Edges        string        `json:"edges,omitempty"`          // "auto", "lonlat", "gk39"
	Encoding     string        `json:"encoding,omitempty"`       // of a Shapefile's attributes, in place of what it says: "GBK", "UTF-8"
}

// A Layer is the indexed features of one line, immutable: an edited layer is another
// one, and shares with the first what did not change.
type Layer struct {
	spec     LayerSpec
	index    *index.Index
	landless []landless   // features without land, in order
	doubts   *index.Index // land that depends on how repaired shapes of features are read
	coverage *boundary.Boundary
	table    *dialect.Table
	zones    persist.Map[rules.SubZone] // of features: a sub-zone, or the words of the data where they are not known
	doubled  persist.Map[bool]          // features that share area with others
	deducted persist.Map[float64]       // 扣除 as a share of the feature, where there is any
	sums     zoneSums                   // of features that share area with no other
	digest   string
	remarks  []message.Note // on the file
	told     *toldNotes     // of features
	rest     []message.Note // on features as a whole, after those

	// What is needed to edit it; a layer of a snapshot learns it when it first is.
	*learnt
	drop      bool  // attributes are dropped
	name, now *byte // of all that were edited from one, and of this one
	past      []pastEdit
	sleeper   *sleeper // of a snapshot; nil: it knows all
}

// learnt is what a layer knows of its features beyond what checks ask.
type learnt struct {
	reader  *dialect.Reader
	absent  persist.Roll[absentZone] // features that lie in no sub-zone by their attributes
	pairs   []sharedPair             // of features that share area, in order
	shared  exactArea                // of all pairs
	sum     hashSum
	dropped persist.Map[*droppedFeature] // what attributes said that are kept no more
}

// landless is a feature that encloses no land.
type landless struct {
	place   int // in the order of all features
	feature boundary.Feature
}

// toldNotes are the notes of features, in order.
type toldNotes struct {
	features []toldFeature
	book     noteBook
}

type toldFeature struct {
	id    string
	notes []message.Note
}

// LayerOptions are further options of NewLayer. Nil means the defaults.
type LayerOptions struct {
	Coverage *boundary.Boundary // where the layer was surveyed; nil: everywhere
	Aliases  *dialect.Table     // nil: dialect.Default
	Notes    []message.Note     // on the file as a whole; it is read when the features have been
	// DropProperties forgets the attributes of features once ids and sub-zones
	// are known, to save memory; those of administrative regions are kept. The digest
	// of such a layer is another than with attributes.
	DropProperties bool

	left    []dialect.LeftOut // what the layer has left out before
	dropped func(id string) *droppedFeature
}

// NewLayer reads the features of a line and indexes them. Features whose id has
// occurred before get "#2" and so on, and a note. From a layer that holds several
// lines, only the features of this one are kept (MemberAlias). It ends with the
// stream's first error. Which features share area is found once, here. A coverage
// that the spec names has to be given.
func NewLayer(ctx context.Context, spec LayerSpec, features iter.Seq2[boundary.Feature, error], opt *LayerOptions) (*Layer, error) {
	if opt == nil {
		opt = &LayerOptions{}
	}
	if !spec.Line.Known() {
		return nil, planError(msgLayerLine, "line", strconv.Quote(string(spec.Line)))
	}
	if spec.Coverage != "" && opt.Coverage == nil {
		return nil, planError(msgLayerCoverageNone, "path", strconv.Quote(spec.Path), "coverage", strconv.Quote(spec.Coverage))
	}
	table := opt.Aliases
	if table == nil {
		table = dialect.Default()
	}
	l := &Layer{spec: spec, coverage: opt.Coverage, table: table, sums: zoneSums{}, told: &toldNotes{}, learnt: &learnt{reader: table.Reader(spec.Line, opt.left...)},
		drop: opt.DropProperties && spec.Line != rules.AdminRegion, name: new(byte), now: new(byte)}
	b := newLayerBuilder(l, opt.dropped)
	var err error
	if l.index, err = index.Build(ctx, b.take(features)); err != nil {
		return nil, err
	}
	l.remarks = opt.Notes
	return l, b.finish(ctx)
}

// Spec returns the description of the layer.
func (l *Layer) Spec() LayerSpec { return l.spec }

// Coverage returns where the layer was surveyed, nil for everywhere.
func (l *Layer) Coverage() *boundary.Boundary { return l.coverage }

// Options returns the options that make the same layer of its [Layer.Spec] and its
// [Layer.Features], notes and what was left out included.
func (l *Layer) Options() *LayerOptions {
	opt := &LayerOptions{Coverage: l.coverage, Aliases: l.table, Notes: slices.Clip(l.remarks), DropProperties: l.drop, left: l.reader.Left()}
	if l.drop {
		opt.dropped = l.dropped.Value
	}
	return opt
}

// Index returns the features that enclose land.
func (l *Layer) Index() *index.Index { return l.index }

// Features returns all features in order, those without land too.
func (l *Layer) Features() iter.Seq2[boundary.Feature, error] {
	return func(yield func(boundary.Feature, error) bool) {
		none := l.landless
		for place, f := range kin.Ordered(l.index).(iter.Seq2[int, boundary.Feature]) {
			for ; len(none) > 0 && none[0].place <= place; none = none[1:] {
				if !yield(none[0].feature, nil) {
					return
				}
			}
			if !yield(f, nil) {
				return
			}
		}
		for _, x := range none {
			if !yield(x.feature, nil) {
				return
			}
		}
	}
}

// landlessRanks returns the features without land, each with how many with land come
// before it.
func (l *Layer) landlessRanks() []landless {
	if len(l.landless) == 0 {
		return nil
	}
	ranks, n := slices.Clone(l.landless), 0
	before := 0
	for place := range kin.Ordered(l.index).(iter.Seq2[int, boundary.Feature]) {
		for ; n < len(ranks) && ranks[n].place <= place; n++ {
			ranks[n].place = before
		}
		before++
	}
	for ; n < len(ranks); n++ {
		ranks[n].place = before
	}
	return ranks
}

// Notes returns what was repaired and assumed while the layer was read.
func (l *Layer) Notes() []message.Note {
	notes := slices.Clone(l.remarks)
	for _, f := range l.told.features {
		notes = append(notes, f.notes...)
	}
	return append(notes, l.rest...)
}

// addNotes is Notes for a book.
func (l *Layer) addNotes(b *noteBook) {
	b.add(l.remarks...)
	b.join(&l.told.book)
	b.add(l.rest...)
}

// SubZone returns the sub-zone of a feature.
func (l *Layer) SubZone(id string) rules.SubZone {
	zone, _ := l.subZone(id)
	return zone
}

// subZone returns the sub-zone of a feature and, where the data name one that
// is not known, its words.
func (l *Layer) subZone(id string) (zone rules.SubZone, words string) {
	z := l.zones.Value(id)
	if zone = knownZone(z); zone == z {
		return z, ""
	}
	return rules.Other, string(z)
}

// knownZone returns a sub-zone, or other for the words of one that is not known.
func knownZone(z rules.SubZone) rules.SubZone {
	if slices.Contains(zoneOrder, z) {
		return z
	}
	return rules.Other
}

func (l *Layer) report() LayerReport {
	source := l.spec.Source
	if source == "" {
		source = l.spec.Path
	}
	return LayerReport{l.spec.Line, source, l.spec.Date, l.spec.Version, l.digest, l.index.Len()}
}
