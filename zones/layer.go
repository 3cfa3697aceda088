package zones

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"iter"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgLayerLine    = message.New("layer.line", "unknown line {line}; a layer of one's own begins with x_", "不认识的控制线 {line}；自定义图层的名称须以 x_ 开头")
	msgLayerSubZone = message.New("layer.sub_zone", "sub-zone {words} is not known; where the answer depends on it, the site is not checked",
		"不认识的分区 {words}；结论取决于分区的，不作判定")
	msgLayerSubZoneAbsent = message.New("layer.sub_zone_absent", "{n} features lie in no protected area by their attributes, which are blank or say so (first with {field}): taken as {zone:sub_zone}",
		"{n} 个图斑的自然保护地属性（{field} 等）均为空白或“无”，按不在自然保护地内处理，视为{zone}")
	msgLayerOverlaps = message.New("layer.overlaps", "{n} pairs of features overlap ({area} m² together, first with {other}); shared area counts once",
		"有 {n} 对图斑互相重叠（共 {area} m²，首先与图斑 {other}），重叠部分只计一次")
	msgLayerNoShape = message.New("layer.no_shape", "the feature has no shape; it counts for nothing", "图斑没有图形，不计入")
	msgFeatureId    = message.New("feature.id", "id {id} was met before; this feature is called {new}", "编号 {id} 重复，本图斑改称 {new}")
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

// A Layer is the indexed features of one line, immutable.
type Layer struct {
	spec     LayerSpec
	index    *index.Index
	doubts   *index.Index // land that depends on how repaired shapes of features are read
	coverage *boundary.Boundary
	zones    map[string]rules.SubZone // of features: a sub-zone, or the words of the data where they are not known
	regions  dialect.RegionAlias
	doubled  map[string]bool    // ids of features that share area with others
	deducted map[string]float64 // 扣除 as a share of the feature, where there is any
	digest   string
	notes    []message.Note
}

// LayerOptions are further options of NewLayer. Nil means the defaults.
type LayerOptions struct {
	Coverage *boundary.Boundary // where the layer was surveyed; nil: everywhere
	Aliases  *dialect.Table     // nil: dialect.Default
	Notes    []message.Note     // on the file as a whole
	// DropProperties forgets the attributes of features once ids and sub-zones
	// are known, to save memory; those of administrative regions are kept.
	DropProperties bool
}

// NewLayer reads the features of a line and indexes them. Features whose id has
// occurred before get "#2" and so on, and a note. From a layer that holds several
// lines, only the features of this one are kept (MemberAlias). It ends with the
// stream's first error. Which features share area is found once, here.
func NewLayer(ctx context.Context, spec LayerSpec, features iter.Seq2[boundary.Feature, error], opt *LayerOptions) (*Layer, error) {
	if opt == nil {
		opt = &LayerOptions{}
	}
	if !spec.Line.Known() {
		return nil, planError(msgLayerLine, "line", strconv.Quote(string(spec.Line)))
	}
	table := opt.Aliases
	if table == nil {
		table = dialect.Default()
	}
	l := &Layer{spec: spec, coverage: opt.Coverage, regions: table.Regions, zones: map[string]rules.SubZone{}, doubled: map[string]bool{}, deducted: map[string]float64{}, notes: opt.Notes}
	b := &layerBuilder{layer: l, opt: opt, table: table, reader: table.Reader(spec.Line), ids: newIDs(spec.Path), sum: sha256.New()}
	var err error
	if l.index, err = index.Build(ctx, b.take(features)); err != nil {
		return nil, err
	}
	l.doubts = l.doubts.With(b.doubts...)
	l.digest = hex.EncodeToString(b.sum.Sum(nil))
	l.notes = append(l.notes, b.reader.Notes(spec.Path)...)
	if a := b.absent; a.n > 0 {
		l.notes = append(l.notes, msgLayerSubZoneAbsent.Note(message.Place{File: spec.Path, Feature: a.first},
			"n", a.n, "field", a.field, "zone", string(a.zone)))
	}
	return l, l.findDoubled(ctx)
}

// A layerBuilder reads the features of a layer one after the other.
type layerBuilder struct {
	layer  *Layer
	opt    *LayerOptions
	table  *dialect.Table
	reader *dialect.Reader
	ids    *ids
	sum    hash.Hash // of the features
	doubts []boundary.Feature
	absent absentZones
}

// absentZones counts the features that lie in no sub-zone by their attributes.
type absentZones struct {
	n            int
	first, field string
	zone         rules.SubZone
}

// take passes on the features that belong to the layer.
func (b *layerBuilder) take(features iter.Seq2[boundary.Feature, error]) iter.Seq2[boundary.Feature, error] {
	return func(yield func(boundary.Feature, error) bool) {
		for f, err := range features {
			if err != nil {
				yield(boundary.Feature{}, err)
				return
			}
			if !b.reader.Takes(&f) {
				continue
			}
			b.read(&f)
			b.doubts = appendDoubt(b.doubts, f)
			if !yield(f, nil) {
				return
			}
		}
	}
}

// read learns what the layer keeps of a feature.
func (b *layerBuilder) read(f *boundary.Feature) {
	l := b.layer
	if n, again := b.ids.unique(f); again {
		l.notes = append(l.notes, n)
	}
	at := message.Place{File: l.spec.Path, Feature: f.ID}
	if f.Boundary == nil { // as a NULL in a database
		f.Boundary = new(boundary.Boundary)
		l.notes = append(l.notes, msgLayerNoShape.Warning(at))
	}
	for _, n := range f.Notes {
		n.Place = n.Place.Within(at)
		l.notes = append(l.notes, n)
	}
	zone, words := l.spec.SubZone, string(l.spec.SubZone)
	if zone == "" {
		var field string
		if zone, field, words = b.table.SubZone(l.spec.Line, l.spec.SubZoneField, f.Properties); zone != rules.Other && words == "" {
			if b.absent.n++; b.absent.n == 1 {
				b.absent.first, b.absent.field, b.absent.zone = f.ID, field, zone
			}
		}
	}
	if zone != rules.Other {
		l.zones[f.ID] = zone
	} else if words != "" && words != string(rules.Other) && l.spec.Line.SubZones() != nil {
		l.zones[f.ID] = rules.SubZone(words)
		l.notes = append(l.notes, msgLayerSubZone.Warning(at, "words", strconv.Quote(words)))
	}
	if share := b.reader.Feature(f); share > 0 {
		l.deducted[f.ID] = share
	}
	hashFeature(b.sum, f)
	if b.opt.DropProperties && l.spec.Line != rules.AdminRegion {
		f.Properties = nil
	}
}

// findDoubled learns which features share area.
func (l *Layer) findDoubled(ctx context.Context) error {
	pairs, err := l.index.Pairs(ctx)
	if err != nil {
		return fmt.Errorf("zones: layer %s: %w", l.spec.Path, err)
	}
	total := boundary.Area(0)
	for _, p := range pairs {
		l.doubled[p.A.ID], l.doubled[p.B.ID] = true, true
		total += p.Area
	}
	if len(pairs) > 0 && (l.spec.Line == rules.Farmland || l.spec.Line == rules.Ecology || l.spec.Line == rules.Development) {
		n := msgLayerOverlaps.Note(message.Place{File: l.spec.Path, Feature: pairs[0].A.ID},
			"n", len(pairs), "area", strconv.FormatFloat(float64(total), 'f', 4, 64), "other", pairs[0].B.ID)
		l.notes = append(l.notes, n)
	}
	return nil
}

// Spec returns the description of the layer.
func (l *Layer) Spec() LayerSpec { return l.spec }

// Index returns the features.
func (l *Layer) Index() *index.Index { return l.index }

// Notes returns what was repaired and assumed while the layer was read.
func (l *Layer) Notes() []message.Note { return l.notes }

// SubZone returns the sub-zone of a feature.
func (l *Layer) SubZone(id string) rules.SubZone {
	zone, _ := l.subZone(id)
	return zone
}

// subZone returns the sub-zone of a feature and, where the data name one that
// is not known, its words.
func (l *Layer) subZone(id string) (zone rules.SubZone, words string) {
	z := l.zones[id]
	if slices.Contains(zoneOrder, z) {
		return z, ""
	}
	return rules.Other, string(z)
}

func (l *Layer) report() LayerReport {
	source := l.spec.Source
	if source == "" {
		source = l.spec.Path
	}
	return LayerReport{l.spec.Line, source, l.spec.Date, l.spec.Version, l.digest, l.index.Len()}
}
