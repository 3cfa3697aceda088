package zones

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"iter"
	"math"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgLayerLine    = message.New("layer.line", "unknown line {line}; a layer of one's own begins with x_", "不认识的控制线 {line}；自定义图层的名称须以 x_ 开头")
	msgLayerSubZone = message.New("layer.sub_zone",
		"sub-zone {words} is not known; where the answer depends on it, the site is not checked",
		"不认识的分区 {words}；结论取决于分区的，不作判定")
	msgLayerOverlaps = message.New("layer.overlaps",
		"{n} pairs of features overlap ({area} m² together, first with {other}); shared area counts once",
		"有 {n} 对图斑互相重叠（共 {area} m²，首先与图斑 {other}），重叠部分只计一次")
	msgFeatureId = message.New("feature.id", "id {id} was met before; this feature is called {new}", "编号 {id} 重复，本图斑改称 {new}")
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
}

// A Layer is the indexed features of one line, immutable.
type Layer struct {
	spec     LayerSpec
	index    *index.Index
	coverage *boundary.Boundary
	zones    map[string]rules.SubZone // of features: a sub-zone, or the words of the data where they are not known
	regions  dialect.RegionAlias
	doubled  map[string]bool    // ids of features that share area with others
	deducted map[string]float64 // 扣除 as a share of the feature, where there is any
	digest   string
	notes    []message.Note
}

// LayerOptions are what NewLayer takes besides. Nil means the defaults.
type LayerOptions struct {
	Coverage *boundary.Boundary // where the layer was surveyed; nil: everywhere
	Aliases  *dialect.Table     // nil: DefaultAliases
	Notes    []message.Note     // on the file as a whole
	// DropProperties forgets the attributes of features once ids and sub-zones
	// are known, to save memory; those of administrative regions are kept.
	DropProperties bool
}

// NewLayer reads the features of a line and indexes them. Features whose id was
// met before get "#2" and so on, and a note. Of a layer that holds several
// lines those of this one are kept (MemberAlias). It ends with the stream's first
// error. Which features share area is found once, here.
func NewLayer(ctx context.Context, spec LayerSpec, features iter.Seq2[boundary.Feature, error], opt *LayerOptions) (*Layer, error) {
	if opt == nil {
		opt = &LayerOptions{}
	}
	if !spec.Line.Known() {
		return nil, planError(msgLayerLine, "line", strconv.Quote(string(spec.Line)))
	}
	l := &Layer{spec: spec, coverage: opt.Coverage, zones: map[string]rules.SubZone{}, doubled: map[string]bool{}, deducted: map[string]float64{}, notes: opt.Notes}
	aliases := opt.Aliases
	if aliases == nil {
		aliases = dialect.Default()
	}
	l.regions = aliases.Regions
	sum := sha256.New()
	ids := newIDs(spec.Path)
	reader := aliases.Reader(spec.Line)
	var err error
	l.index, err = index.Build(ctx, func(yield func(boundary.Feature, error) bool) {
		for f, err := range features {
			if err != nil {
				yield(boundary.Feature{}, err)
				return
			}
			if !reader.Takes(&f) {
				continue
			}
			if n, again := ids.unique(&f); again {
				l.notes = append(l.notes, n)
			}
			for _, n := range f.Notes {
				l.notes = append(l.notes, message.Note{Code: n.Code, Place: n.Place.Within(message.Place{File: spec.Path, Feature: f.ID}), Text: n.Text, Values: n.Values, Warning: n.Warning})
			}
			zone, words := spec.SubZone, string(spec.SubZone)
			if zone == "" {
				zone, _, words = aliases.SubZone(spec.Line, spec.SubZoneField, f.Properties)
			}
			if zone != rules.Other {
				l.zones[f.ID] = zone
			} else if words != "" && words != string(rules.Other) && spec.Line.SubZones() != nil {
				l.zones[f.ID] = rules.SubZone(words)
				n := msgLayerSubZone.Note(message.Place{File: spec.Path, Feature: f.ID},
					"words", strconv.Quote(words))
				n.Warning = true
				l.notes = append(l.notes, n)
			}
			if share := reader.Feature(&f); share > 0 {
				l.deducted[f.ID] = share
			}
			hashFeature(sum, &f)
			if opt.DropProperties && spec.Line != rules.AdminRegion {
				f.Properties = nil
			}
			if !yield(f, nil) {
				return
			}
		}
	})
	if err != nil {
		return nil, err
	}
	l.digest = hex.EncodeToString(sum.Sum(nil))
	l.notes = append(l.notes, reader.Notes(spec.Path)...)
	return l, l.findDoubled(ctx)
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
	switch z := l.zones[id]; z {
	case rules.Core, rules.General, rules.Concentrated, rules.Flexible, rules.SpecialPurpose, rules.Other:
		return z, ""
	default:
		return rules.Other, string(z)
	}
}

func (l *Layer) report() LayerReport {
	source := l.spec.Source
	if source == "" {
		source = l.spec.Path
	}
	return LayerReport{l.spec.Line, source, l.spec.Date, l.spec.Version, l.digest, l.index.Len()}
}

// ids makes ids unique.
type ids struct {
	file string
	seen map[string]int
}

func newIDs(file string) *ids { return &ids{file, map[string]int{}} }

// unique gives a feature whose id was met before the id with "#2" and so on.
func (s *ids) unique(f *boundary.Feature) (n message.Note, again bool) {
	s.seen[f.ID]++
	if s.seen[f.ID] == 1 {
		return n, false
	}
	old := f.ID
	for k := s.seen[old]; ; k++ {
		f.ID = old + "#" + strconv.Itoa(k)
		if s.seen[f.ID] == 0 {
			break
		}
	}
	s.seen[f.ID] = 1
	return msgFeatureId.Note(message.Place{File: s.file, Feature: old},
		"id", old, "new", f.ID), true
}

// hashFeature adds a feature to the digest of its layer: id, frame, vertices as
// given, properties.
func hashFeature(h hash.Hash, f *boundary.Feature) {
	var b [8]byte
	number := func(v uint64) {
		binary.LittleEndian.PutUint64(b[:], v)
		h.Write(b[:])
	}
	number(uint64(len(f.ID)))
	h.Write([]byte(f.ID))
	h.Write([]byte(f.Boundary.Frame().String()))
	polygons := f.Boundary.Polygons()
	number(uint64(len(polygons)))
	buf := make([]byte, 0, 4096)
	for _, p := range polygons {
		number(uint64(len(p)))
		for _, ring := range p {
			number(uint64(len(ring)))
			for _, q := range ring {
				buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(q.X))
				buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(q.Y))
				if len(buf) > 4000 {
					h.Write(buf)
					buf = buf[:0]
				}
			}
		}
	}
	h.Write(buf)
	number(uint64(len(f.Properties)))
	h.Write(f.Properties)
}
