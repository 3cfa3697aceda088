package main

import (
	"context"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/zones/dialect"
)

// disk is the files of the machine under the names that the user writes, so
// that messages call a file what the user calls it.
type disk struct{}

func (disk) Open(name string) (fs.File, error) { return os.Open(filepath.FromSlash(name)) }

// convert describes the file and, if asked, writes it anew. The description is
// the output where nothing else is.
func convert(ctx context.Context, o *options, stdout, stderr io.Writer) error {
	d := description{stdout, o.lang}
	if o.to != "" {
		d.w = stderr
	}
	aliases, err := openAliases(o.aliases)
	if err != nil {
		return err
	}
	var remarks notes
	source, err := open.File(ctx, disk{}, filepath.ToSlash(o.in), &open.Options{
		Reading: boundary.Reading{Frame: o.crs, Edges: o.edges, Note: remarks.add},
		Layer:   o.layer, Encoding: o.encoding, SkipNull: o.skipNull,
	})
	if err != nil {
		return err
	}
	if err := refuseInput(o, source); err != nil {
		return err
	}
	d.source(source)
	d.system(source)

	name := source.Name
	if source.Zip {
		name = source.Layer
	}
	s := newSummary(name, aliases)
	features := func(yield func(boundary.Feature, error) bool) {
		for f, err := range source.Features() {
			if err == nil {
				s.add(f)
			}
			if !yield(f, err) {
				return
			}
		}
	}
	var p *projector
	var written notes
	if o.to == "" {
		for _, err = range features {
		}
	} else {
		stream := iter.Seq2[boundary.Feature, error](features)
		if o.as != nil {
			p = &projector{to: *o.as, densify: o.densify}
			stream = p.stream(ctx, features)
		}
		err = write(ctx, o, stream, stdout, written.add)
	}
	for _, g := range s.notes.groups {
		remarks.merge(g)
	}
	if err != nil {
		d.notes(source, &remarks)
		return err
	}
	d.contents(s)
	d.fields(s)
	d.notes(source, &remarks)
	if o.to != "" {
		d.result(o, s, p, &written)
	}
	return nil
}

// openAliases reads a table of names over the built-in one.
func openAliases(name string) (*dialect.Table, error) {
	if name == "" {
		return dialect.Default(), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	own, err := dialect.Read(f)
	if err != nil {
		text := strings.TrimPrefix(err.Error(), "zones: alias table: ")
		return nil, words{"字段名称表 " + name + " 有误：" + text, name + ": " + text}
	}
	return dialect.Default().With(own), nil
}

// stream returns the features in the projector's frame.
func (p *projector) stream(ctx context.Context, features iter.Seq2[boundary.Feature, error]) iter.Seq2[boundary.Feature, error] {
	return func(yield func(boundary.Feature, error) bool) {
		for f, err := range features {
			if err == nil {
				f, err = p.feature(ctx, f)
			}
			if !yield(f, err) || err != nil {
				return
			}
		}
	}
}

func (s *notes) merge(g *group) {
	s.add(g.first)
	s.byCode[g.first.Code].count += g.count - 1
}
