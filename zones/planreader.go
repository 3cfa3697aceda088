package zones

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

type planReader struct {
	ctx     context.Context
	fsys    fs.FS
	open    Opener
	opt     *PlanOptions
	file    *PlanFile
	aliases *dialect.Table
	notes   []message.Note // on areas: what layers cover, and where local rules hold
}

func (b *planReader) supplements(p *Plan, edges boundary.Edges) ([]Supplement, error) {
	var all []Supplement
	for _, spec := range b.file.Supplements {
		rules, err := b.ruleFile(spec.Rules)
		if err != nil {
			return nil, err
		}
		s := Supplement{Name: spec.Name, Rules: rules, Regions: spec.Regions}
		if s.Name == "" {
			s.Name = rules.Name().ID
		}
		for _, code := range spec.Regions {
			if len(p.regionsOf(code)) == 0 {
				return nil, msgSupplementRegion.Error(ErrPlan, message.Place{File: spec.Rules}, "region", strconv.Quote(code))
			}
		}
		if spec.Area != "" {
			area, err := b.area(spec.Area, LayerSpec{}, edges)
			if err != nil {
				return nil, err
			}
			s.Where = append(s.Where, area)
		}
		all = append(all, s)
	}
	return all, nil
}

func (b *planReader) readAliases() error {
	if b.file.Aliases == "" {
		return nil
	}
	f, err := b.fsys.Open(b.file.Aliases)
	if err != nil {
		return fileError(b.file.Aliases, err)
	}
	defer f.Close()
	own, err := dialect.Read(f)
	if err != nil {
		return msgPlanAliases.Error(ErrPlan, message.Place{File: b.file.Aliases}, "error", err)
	}
	b.aliases = b.aliases.With(own)
	return nil
}

func (b *planReader) readRules(national *rules.Set) (*rules.Set, error) {
	if b.file.Rules == "" {
		return national, nil
	}
	own, err := b.ruleFile(b.file.Rules)
	if err != nil {
		return nil, err
	}
	return national.With(own)
}

func (b *planReader) ruleFile(name string) (*rules.Set, error) {
	f, err := b.fsys.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	defer f.Close()
	return rules.Read(f, name)
}

// edges decides what is a straight edge in geographic data: as the plan says,
// else straight in the zone of the first projected layer, else in longitude
// and latitude.
func (b *planReader) edges() (boundary.Edges, []message.Note, error) {
	if e := b.file.Edges; e != "" && e != "auto" {
		edges, err := boundary.ParseEdges(e)
		return edges, nil, err
	}
	var zone boundary.Edges
	var from string
	geographic := false
	for _, spec := range b.file.Layers {
		frame, err := b.peek(spec)
		if err != nil {
			return zone, nil, err
		}
		if frame.Geographic() {
			geographic = true
		} else if from == "" {
			zone, from = frame.Edges(), spec.Path
		}
	}
	switch {
	case from != "":
		return zone, []message.Note{msgEdgesAuto.Note(message.Place{},
			"edges", zone, "layer", from)}, nil
	case geographic:
		return zone, []message.Note{msgEdgesLonlat.Note(message.Place{})}, nil
	}
	return zone, nil, nil
}

// peek returns the frame of a layer's first feature.
func (b *planReader) peek(spec LayerSpec) (boundary.Frame, error) {
	reading, err := b.reading(spec.Path, spec, boundary.Edges{}, nil)
	if err != nil {
		return boundary.Frame{}, err
	}
	for ; ; reading.KeepEmpty = false { // which says why there is no land
		features, err := b.open(b.ctx, b.fsys, spec.Path, reading)
		if err != nil {
			return boundary.Frame{}, openError(spec.Path, err)
		}
		for f, err := range features {
			if err != nil {
				return boundary.Frame{}, openError(spec.Path, err)
			}
			if !f.Boundary.Empty() {
				return f.Boundary.Frame(), nil
			}
		}
		if !reading.KeepEmpty {
			return boundary.Frame{}, msgLayerEmpty.Error(ErrPlan, message.Place{File: spec.Path})
		}
	}
}

func (b *planReader) reading(name string, spec LayerSpec, edges boundary.Edges, note func(message.Note)) (*boundary.Reading, error) {
	r := &boundary.Reading{Name: name, Edges: edges, Limits: b.opt.Limits, Note: note, Build: &boundary.Options{Strict: b.opt.Strict}, KeepEmpty: !b.opt.Strict, Encoding: spec.Encoding}
	if spec.CRS != "" {
		f, err := boundary.ParseFrame(spec.CRS)
		if err != nil {
			return nil, message.At(err, message.Place{File: name})
		}
		r.Frame = &f
	}
	if spec.Edges != "" && spec.Edges != "auto" {
		e, err := boundary.ParseEdges(spec.Edges)
		if err != nil {
			return nil, message.At(err, message.Place{File: name})
		}
		r.Edges = e
	}
	return r, nil
}

func (b *planReader) layer(spec LayerSpec, edges boundary.Edges) (*Layer, error) {
	opt := &LayerOptions{Aliases: b.aliases, DropProperties: b.opt.DropProperties}
	reading, err := b.reading(spec.Path, spec, edges, func(n message.Note) { opt.Notes = append(opt.Notes, n) })
	if err != nil {
		return nil, err
	}
	features, err := b.open(b.ctx, b.fsys, spec.Path, reading)
	if err != nil {
		return nil, openError(spec.Path, err)
	}
	if spec.Coverage != "" {
		if opt.Coverage, err = b.area(spec.Coverage, LayerSpec{Edges: spec.Edges}, edges); err != nil {
			return nil, err
		}
	}
	n, landless := 0, 0
	l, err := NewLayer(b.ctx, spec, func(yield func(boundary.Feature, error) bool) {
		for f, err := range features {
			if n++; b.opt.Progress != nil && n%1000 == 0 {
				b.opt.Progress(spec, n)
			}
			if err == nil && f.Boundary.Empty() {
				landless++
			}
			if !yield(f, err) {
				return
			}
		}
	}, opt)
	if err != nil {
		return nil, openError(spec.Path, err)
	}
	if n > 0 && landless == n {
		_, err := b.peek(spec)
		return nil, err
	}
	return l, nil
}

// area reads an area: the union of a file's features.
func (b *planReader) area(name string, spec LayerSpec, edges boundary.Edges) (*boundary.Boundary, error) {
	note := func(n message.Note) { b.notes = append(b.notes, n) }
	reading, err := b.reading(name, spec, edges, note)
	if err != nil {
		return nil, err
	}
	features, err := b.open(b.ctx, b.fsys, name, reading)
	if err != nil {
		return nil, openError(name, err)
	}
	var parts []*boundary.Boundary
	for f, err := range features {
		if err != nil {
			return nil, openError(name, err)
		}
		for _, n := range f.Notes {
			n.Place = n.Place.Within(message.Place{File: name, Feature: f.ID})
			note(n)
		}
		parts = append(parts, f.Boundary)
	}
	if len(parts) == 1 && !parts[0].Empty() {
		return parts[0], nil
	}
	all, err := boundary.Cover(b.ctx, parts, 1, nil)
	if err != nil {
		return nil, fmt.Errorf("zones: %s: %w", name, err)
	}
	if all.Empty() {
		return nil, msgLayerEmpty.Error(ErrPlan, message.Place{File: name})
	}
	return all, nil
}

func openError(name string, err error) error {
	var e *message.Error
	if errors.As(err, &e) {
		return message.At(err, message.Place{File: name})
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fileError(name, err)
}
