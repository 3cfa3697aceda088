package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/examples/sitecheck/demo"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// disk is the files of the machine under the names that the user writes, so
// that messages call a file what the user calls it.
type disk struct{}

func (disk) Open(name string) (fs.File, error) { return os.Open(filepath.FromSlash(name)) }

// openPlan opens the plan that the options name: a file, the layer flags, or
// the demo.
func openPlan(ctx context.Context, o *options, bar *progress) (*zones.Plan, error) {
	own, err := openRules(o.rules)
	if err != nil {
		return nil, err
	}
	opt := &zones.PlanOptions{Rules: own, Progress: bar.layer}
	if o.demo() {
		return zones.OpenPlan(ctx, demo.Files, demo.Plan, open.Features, opt)
	}
	if o.plan != "" {
		return zones.OpenPlan(ctx, disk{}, filepath.ToSlash(o.plan), open.Features, opt)
	}
	file := &zones.PlanFile{Edges: o.edges}
	for _, l := range []struct {
		line rules.Line
		path string
	}{{rules.Farmland, o.farmland}, {rules.Ecology, o.ecological}, {rules.Development, o.boundary}} {
		if l.path != "" {
			file.Layers = append(file.Layers, zones.LayerSpec{Line: l.line, Path: filepath.ToSlash(l.path), CRS: o.crs})
		}
	}
	plan, err := file.Open(ctx, disk{}, open.Features, opt)
	if err != nil && o.crs != "" && errors.Is(err, boundary.ErrFrame) {
		return nil, words{message.Say(message.Chinese, err) + "；-crs 对图层和地块都有效，只用于地块请写 -site-crs " + o.crs,
			message.Say(message.English, err) + "; -crs is for the layers, too: for the sites alone write -site-crs " + o.crs}
	}
	return plan, err
}

// openRules reads -rules: rule sets of one's own, which take the place of what
// came before, and supplements, which are merged over it. Without any it is
// nil, the built-in own.
func openRules(names []string) (*rules.Set, error) {
	var own *rules.Set
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, message.At(err, message.Place{File: name})
		}
		set, err := rules.Read(bytes.NewReader(data), name)
		if err != nil {
			return nil, err
		}
		var kind struct{ Supplements string }
		if err := json.Unmarshal(data, &kind); err != nil || kind.Supplements == "" {
			own = set
			continue
		}
		if own == nil {
			own = rules.Default()
		}
		if own, err = own.With(set); err != nil {
			return nil, err
		}
	}
	return own, nil
}

// openSites opens the sites, whose edges are those of the plan unless the user
// says otherwise. What the reader says of the file as a whole it adds to note.
func openSites(ctx context.Context, o *options, plan *zones.Plan, note func(message.Note)) (iter.Seq2[zones.Site, error], error) {
	r := &boundary.Reading{Name: filepath.ToSlash(o.site), Edges: plan.Edges(), Note: note}
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
	var fsys fs.FS = disk{}
	if o.demo() {
		fsys, r.Name = demo.Files, demo.Sites
	}
	features, err := open.Features(ctx, fsys, r.Name, r)
	if err != nil {
		return nil, message.At(err, message.Place{File: r.Name})
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
	names := append([]string{o.plan, o.site}, o.rules...)
	for _, l := range plan.Layers() {
		names = append(names, l.Spec().Path, l.Spec().Coverage)
	}
	return names
}

// refuseInput refuses to write over a file that was read.
func refuseInput(o *options, plan *zones.Plan) error {
	out, err := os.Stat(o.out)
	if err != nil {
		return nil // not there yet
	}
	if out.IsDir() {
		return words{"-o " + o.out + " 是文件夹，请写文件名", "-o " + o.out + " is a folder; name a file"}
	}
	for _, name := range inputs(o, plan) {
		if in, err := os.Stat(filepath.FromSlash(name)); err == nil && os.SameFile(in, out) {
			return words{"-o " + o.out + " 是输入文件，不能覆盖", "-o " + o.out + " is an input and is not overwritten"}
		}
	}
	return nil
}

// replaceFile writes a file beside its place and moves it there when it is
// whole.
func replaceFile(name string, write func(io.Writer) error) (err error) {
	dir := filepath.Dir(name)
	f, err := os.CreateTemp(dir, ".sitecheck-*")
	if errors.Is(err, fs.ErrNotExist) {
		return words{"-o " + name + "：没有文件夹 " + dir, "-o " + name + ": there is no folder " + dir}
	}
	if err != nil {
		return words{"-o " + name + "：不能在文件夹 " + dir + " 中写文件", "-o " + name + ": no file can be written in the folder " + dir}
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	mode := fs.FileMode(0o644)
	if old, err := os.Stat(name); err == nil {
		mode = old.Mode().Perm()
	}
	if err := f.Chmod(mode); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
