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
}

func (b *planReader) supplements(p *Plan, edges boundary.Edges) ([]Supplement, error) {
	var all []Supplement
	for _, spec := range b.file.Supplements {
		rules, err := b.ruleFile(spec.Rules)
		if err != nil {
			return nil, err
		}
		s := Supplement{Name: spec.Name, Rules: rules}
		if s.Name == "" {
			s.Name = rules.Name().ID
		}
		for _, code := range spec.Regions {
			found := p.regionsOf(code)
			if len(found) == 0 {
				return nil, msgSupplementRegion.Error(ErrPlan, message.Place{File: spec.Rules}, "region", strconv.Quote(code))
			}
			s.Where = append(s.Where, found...)
		}
		if spec.Area != "" {
			area, err := b.coverage(LayerSpec{Coverage: spec.Area}, edges)
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
	features, err := b.open(b.ctx, b.fsys, spec.Path, reading)
	if err != nil {
		return boundary.Frame{}, openError(spec.Path, err)
	}
	for f, err := range features {
		if err != nil {
			return boundary.Frame{}, openError(spec.Path, err)
		}
		return f.Boundary.Frame(), nil
	}
	return boundary.Frame{}, msgLayerEmpty.Error(ErrPlan, message.Place{File: spec.Path})
}

func (b *planReader) reading(name string, spec LayerSpec, edges boundary.Edges, note func(message.Note)) (*boundary.Reading, error) {
	r := &boundary.Reading{Name: name, Edges: edges, Limits: b.opt.Limits, Note: note}
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
		if opt.Coverage, err = b.coverage(spec, edges); err != nil {
			return nil, err
		}
	}
	n := 0
	l, err := NewLayer(b.ctx, spec, func(yield func(boundary.Feature, error) bool) {
		for f, err := range features {
			if n++; b.opt.Progress != nil && n%1000 == 0 {
				b.opt.Progress(spec, n)
			}
			if !yield(f, err) {
				return
			}
		}
	}, opt)
	if err != nil {
		return nil, openError(spec.Path, err)
	}
	// Remarks on the file come while it is read.
	l.notes = append(append([]message.Note{}, opt.Notes...), l.notes...)
	return l, nil
}

// coverage reads what a layer covers: the union of a file's features.
func (b *planReader) coverage(spec LayerSpec, edges boundary.Edges) (*boundary.Boundary, error) {
	reading, err := b.reading(spec.Coverage, LayerSpec{Edges: spec.Edges}, edges, nil)
	if err != nil {
		return nil, err
	}
	features, err := b.open(b.ctx, b.fsys, spec.Coverage, reading)
	if err != nil {
		return nil, openError(spec.Coverage, err)
	}
	var parts []*boundary.Boundary
	for f, err := range features {
		if err != nil {
			return nil, openError(spec.Coverage, err)
		}
		parts = append(parts, f.Boundary)
	}
	if len(parts) == 0 {
		return nil, msgLayerEmpty.Error(ErrPlan, message.Place{File: spec.Coverage})
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	c, err := boundary.Cover(b.ctx, parts, 1, nil)
	if err != nil {
		return nil, fmt.Errorf("zones: coverage %s: %w", spec.Coverage, err)
	}
	return c, nil
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
