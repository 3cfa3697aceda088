package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/examples/sitecheck/demo"
	"github.com/sanxian/sanxian/zones"
)

// disk is the files of the machine under the names that the user writes, so
// that messages call a file what the user calls it.
type disk struct{}

func (disk) Open(name string) (fs.File, error) { return os.Open(filepath.FromSlash(name)) }

// open opens a file of features: the zones.Opener of this program.
func open(_ context.Context, fsys fs.FS, name string, r *boundary.Reading) (iter.Seq2[boundary.Feature, error], error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	return func(yield func(boundary.Feature, error) bool) {
		defer f.Close()
		geojson.Read(f, &geojson.Options{Reading: *r})(yield)
	}, nil
}

// openPlan opens the plan that the options name: a file, the layer flags, or
// the demo.
func openPlan(ctx context.Context, o *options, bar *progress) (*zones.Plan, error) {
	opt := &zones.PlanOptions{Progress: bar.layer}
	if o.demo() {
		return zones.OpenPlan(ctx, demo.Files, demo.Plan, open, opt)
	}
	if o.plan != "" {
		return zones.OpenPlan(ctx, disk{}, filepath.ToSlash(o.plan), open, opt)
	}
	file := &zones.PlanFile{Schema: zones.PlanSchema, Edges: o.edges}
	for _, l := range []struct {
		line zones.Line
		path string
	}{{zones.Farmland, o.farmland}, {zones.Ecology, o.ecological}, {zones.Expansion, o.boundary}} {
		if l.path != "" {
			file.Layers = append(file.Layers, zones.LayerSpec{Line: l.line, Path: filepath.ToSlash(l.path), CRS: o.crs})
		}
	}
	return file.Open(ctx, disk{}, open, opt)
}

// openSites opens the sites, whose edges are those of the plan unless the user
// says otherwise. What the reader says of the file as a whole goes to all
// sites after it.
func openSites(ctx context.Context, o *options, plan *zones.Plan) (iter.Seq2[zones.Site, error], error) {
	var fileNotes []boundary.Note
	r := &boundary.Reading{Name: filepath.ToSlash(o.site), Edges: plan.Edges(), Note: func(n boundary.Note) { fileNotes = append(fileNotes, n) }}
	if o.edges != "auto" {
		edges, err := boundary.ParseEdges(o.edges)
		if err != nil {
			return nil, err
		}
		r.Edges = edges
	}
	if o.crs != "" {
		frame, err := boundary.ParseFrame(o.crs)
		if err != nil {
			return nil, err
		}
		r.Frame = &frame
	}
	var fsys fs.FS = disk{}
	if o.demo() {
		fsys, r.Name = demo.Files, demo.Sites
	}
	features, err := open(ctx, fsys, r.Name, r)
	if err != nil {
		return nil, err
	}
	return func(yield func(zones.Site, error) bool) {
		for f, err := range features {
			if err == nil {
				f.Notes = append(append([]boundary.Note{}, fileNotes...), f.Notes...)
			}
			if !yield(zones.Site{Feature: f}, err) {
				return
			}
		}
	}, nil
}

// inputs are the files that must not be written to.
func inputs(o *options, plan *zones.Plan) []string {
	if o.demo() {
		return nil
	}
	names := []string{o.plan, o.site}
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
