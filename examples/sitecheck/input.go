package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"iter"
	"path/filepath"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/examples/demo"
	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// openPlan opens the plan that the options name: a file, the layer flags, or
// the demo.
func openPlan(ctx context.Context, o *options, bar *progress) (*zones.Plan, error) {
	own, _, err := command.OpenRules(o.rules)
	if err != nil {
		return nil, err
	}
	opt := &zones.PlanOptions{Rules: own, Progress: bar.layer, Strict: o.strict}
	if o.demo() {
		return zones.OpenPlan(ctx, demo.Files, demo.Plan, open.Features, opt)
	}
	if o.plan != "" {
		return zones.OpenPlan(ctx, command.Disk{}, filepath.ToSlash(o.plan), open.Features, opt)
	}
	file := &zones.PlanFile{Edges: o.edges}
	for _, l := range []struct {
		line rules.Line
		path string
	}{{rules.Farmland, o.farmland}, {rules.Ecology, o.ecological}, {rules.Development, o.boundary}} {
		if l.path != "" {
			file.Layers = append(file.Layers, zones.LayerSpec{Line: l.line, Path: filepath.ToSlash(l.path), CRS: o.crs, Encoding: o.encoding})
		}
	}
	plan, err := file.Open(ctx, command.Disk{}, open.Features, opt)
	if err != nil && o.crs != "" && errors.Is(err, boundary.ErrFrame) {
		return nil, command.Words{message.Say(message.Chinese, err) + "；-crs 对图层和地块都有效，只用于地块请写 -site-crs " + o.crs,
			message.Say(message.English, err) + "; -crs is for the layers, too: for the sites alone write -site-crs " + o.crs}
	}
	if err != nil && o.encoding != "" && fixedEncoding(err) {
		return nil, command.Words{message.Say(message.Chinese, err) + "；-encoding 对各图层都有效，只用于地块请写 -site-encoding，只用于某一图层请在 plan.json 中写 encoding",
			message.Say(message.English, err) + "; -encoding is for all layers: for the sites alone write -site-encoding, for one layer encoding in plan.json"}
	}
	return plan, err
}

// fixedEncoding reports whether a file has no texts that could be in an encoding.
func fixedEncoding(err error) bool {
	var e *message.Error
	return errors.As(err, &e) && e.Code == "encoding.fixed"
}

// openFeatures opens a file of sites. Their encoding is the one given unless it may
// have been meant for other files and these are no Shapefile.
func openFeatures(ctx context.Context, fsys fs.FS, o *options, r *boundary.Reading, meant bool) (iter.Seq2[boundary.Feature, error], error) {
	if r.Encoding = cmp.Or(o.siteEncoding, o.encoding); r.Encoding != "" && !meant {
		probe := *r
		probe.Note = nil
		features, err := open.Features(ctx, fsys, r.Name, &probe)
		if err != nil {
			return nil, err
		}
		for _, err := range features {
			if err != nil && fixedEncoding(err) {
				r.Encoding = ""
			}
			break
		}
	}
	return open.Features(ctx, fsys, r.Name, r)
}

// reading says how a file of sites is read: its edges are those of the plan unless the
// user says otherwise. What the reader says of the file as a whole goes to note.
func reading(o *options, file string, plan *zones.Plan, note func(message.Note)) (*boundary.Reading, error) {
	r := &boundary.Reading{Name: filepath.ToSlash(file), Edges: plan.Edges(), Note: note, Build: &boundary.Options{Strict: o.strict}}
	if o.edges != "auto" {
		edges, err := boundary.ParseEdges(o.edges)
		if err != nil {
			return nil, err
		}
		r.Edges = edges
	}
	if crs := cmp.Or(o.siteCRS, o.crs); crs != "" {
		frame, err := boundary.ParseFrame(crs)
		if err != nil {
			return nil, err
		}
		r.Frame = &frame
	}
	return r, nil
}

// openSites opens the sites.
func openSites(ctx context.Context, o *options, plan *zones.Plan, bar *progress, note func(message.Note)) (iter.Seq2[zones.Site, error], error) {
	r, err := reading(o, o.site, plan, note)
	if err != nil {
		return nil, err
	}
	watched := new(command.Watched)
	var fsys fs.FS = watched
	if o.demo() {
		fsys, r.Name = demo.Files, demo.Sites
	}
	meant := o.siteEncoding != "" || o.farmland+o.ecological+o.boundary == ""
	features, err := openFeatures(ctx, fsys, o, r, meant)
	if err != nil {
		return nil, message.At(err, message.Place{File: r.Name})
	}
	if bar != nil {
		bar.sitesRead = watched
	}
	return func(yield func(zones.Site, error) bool) {
		for f, err := range features {
			s := zones.Site{Feature: f, Adds: o.adds}
			if err == nil && o.projectField != "" {
				s.Project, err = siteProject(f, r.Name, o.projectField)
			}
			if err == nil && o.sequence {
				s.Year, s.Priority = wholeNumber(f, "年度", "year"), wholeNumber(f, "优先级", "priority")
			}
			if err != nil {
				err = message.At(err, message.Place{File: r.Name})
			}
			if !yield(s, err) {
				return
			}
		}
	}, nil
}

// wholeNumber returns the first of the properties that is a number, 0 where
// none is.
func wholeNumber(f boundary.Feature, names ...string) int {
	for _, name := range names {
		if v, ok := f.Properties.Number(name); ok && v > 0 && v < 1e9 {
			return int(v)
		}
	}
	return 0
}

// inputs are the files that must not be written to.
func inputs(o *options, plan *zones.Plan) []string {
	if o.demo() {
		return nil
	}
	names := append([]string{o.plan, o.site, o.pending}, o.rules...)
	for _, l := range plan.Layers() {
		names = append(names, filepath.FromSlash(l.Spec().Path), filepath.FromSlash(l.Spec().Coverage))
	}
	return names
}

// refuseInput refuses to write over a file that was read.
func refuseInput(o *options, plan *zones.Plan) error {
	if err := command.NotFolder(o.out); err != nil {
		return err
	}
	if command.Replaced([]string{o.out}, inputs(o, plan)) != "" {
		return command.Words{"-o " + o.out + " 是输入文件，不能覆盖", "-o " + o.out + " is an input and is not overwritten"}
	}
	return nil
}
