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
)

// A LayerSpec describes a layer of a plan, as plan.json has it.
type LayerSpec struct {
	Line         Line    `json:"line"`
	Path         string  `json:"path"`             // file, beside the plan
	Source       string  `json:"source,omitempty"` // who keeps the data
	Date         Date    `json:"date,omitempty"`   // state of the data
	Version      string  `json:"version,omitempty"`
	Coverage     string  `json:"coverage,omitempty"`       // file of what the layer covers; none: everywhere
	SubZoneField string  `json:"sub_zone_field,omitempty"` // where the built-in names do not fit
	SubZone      SubZone `json:"sub_zone,omitempty"`       // of all features
	CRS          string  `json:"crs,omitempty"`            // in place of what the file says
	Edges        string  `json:"edges,omitempty"`          // "auto", "lonlat", "gk39"
}

// A Layer is the indexed features of one line, immutable.
type Layer struct {
	spec     LayerSpec
	index    *index.Index
	coverage *boundary.Boundary
	zones    map[string]SubZone // of features: a sub-zone, or the words of the data where they are not known
	regions  RegionAlias
	doubled  map[string]bool    // ids of features that share area with others
	deducted map[string]float64 // 扣除 as a share of the feature, where there is any
	digest   string
	notes    []boundary.Note
}

// LayerOptions are what NewLayer takes besides. Nil means the defaults.
type LayerOptions struct {
	Coverage *boundary.Boundary // where the layer was surveyed; nil: everywhere
	Aliases  *Aliases           // nil: DefaultAliases
	Notes    []boundary.Note    // on the file as a whole
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
		return nil, planError("layer.line", "unknown line {line}; a layer of one's own begins with x_", "line", strconv.Quote(string(spec.Line)))
	}
	l := &Layer{spec: spec, coverage: opt.Coverage, zones: map[string]SubZone{}, doubled: map[string]bool{}, deducted: map[string]float64{}, notes: opt.Notes}
	aliases := opt.Aliases
	if aliases == nil {
		aliases = DefaultAliases()
	}
	l.regions = aliases.Regions
	sum := sha256.New()
	ids := newIDs(spec.Path)
	checked := newAreaCheck(aliases)
	members := newMembers(aliases, spec.Line)
	deducted := &deductions{aliases: aliases, shares: l.deducted}
	var err error
	l.index, err = index.Build(ctx, func(yield func(boundary.Feature, error) bool) {
		for f, err := range features {
			if err != nil {
				yield(boundary.Feature{}, err)
				return
			}
			if !members.take(&f) {
				continue
			}
			if n, again := ids.unique(&f); again {
				l.notes = append(l.notes, n)
			}
			for _, n := range f.Notes {
				l.notes = append(l.notes, boundary.Note{Code: n.Code, Place: n.Place.Within(boundary.Place{File: spec.Path, Feature: f.ID}), Text: n.Text, Values: n.Values, Warning: n.Warning})
			}
			zone, words := spec.SubZone, string(spec.SubZone)
			if zone == "" {
				zone, _, words = aliases.SubZone(spec.Line, spec.SubZoneField, f.Properties)
			}
			if zone != Other {
				l.zones[f.ID] = zone
			} else if words != "" && words != string(Other) && subZonesOf(spec.Line) != nil {
				l.zones[f.ID] = SubZone(words)
				n := boundary.NewNote("layer.sub_zone", boundary.Place{File: spec.Path, Feature: f.ID},
					"sub-zone {words} is not known; where the answer depends on it, the site is not checked", "words", strconv.Quote(words))
				n.Warning = true
				l.notes = append(l.notes, n)
			}
			checked.feature(&f)
			if spec.Line.hasDeductions() {
				deducted.feature(&f)
			}
			hashFeature(sum, &f)
			if opt.DropProperties && spec.Line != Region {
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
	l.notes = append(append(l.notes, members.notes(spec.Path)...), checked.notes(spec.Path)...)
	l.notes = append(l.notes, deducted.notes(spec.Path)...)
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
	if len(pairs) > 0 && (l.spec.Line == Farmland || l.spec.Line == Ecology || l.spec.Line == Expansion) {
		n := boundary.NewNote("layer.overlaps", boundary.Place{File: l.spec.Path, Feature: pairs[0].A.ID},
			"{n} pairs of features overlap ({area} m² together, first with {other}); shared area counts once", "n", len(pairs), "area", strconv.FormatFloat(float64(total), 'f', 4, 64), "other", pairs[0].B.ID)
		l.notes = append(l.notes, n)
	}
	return nil
}

// Spec returns the description of the layer.
func (l *Layer) Spec() LayerSpec { return l.spec }

// Index returns the features.
func (l *Layer) Index() *index.Index { return l.index }

// Notes returns what was repaired and assumed while the layer was read.
func (l *Layer) Notes() []boundary.Note { return l.notes }

// SubZone returns the sub-zone of a feature.
func (l *Layer) SubZone(id string) SubZone {
	zone, _ := l.subZone(id)
	return zone
}

// subZone returns the sub-zone of a feature and, where the data name one that
// is not known, its words.
func (l *Layer) subZone(id string) (zone SubZone, words string) {
	switch z := l.zones[id]; z {
	case Core, General, Concentrated, Flexible, SpecialPurpose, Other:
		return z, ""
	default:
		return Other, string(z)
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
func (s *ids) unique(f *boundary.Feature) (n boundary.Note, again bool) {
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
	return boundary.NewNote("feature.id", boundary.Place{File: s.file, Feature: old},
		"id {id} was met before; this feature is called {new}", "id", old, "new", f.ID), true
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
