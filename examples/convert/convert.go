package main

import (
	"context"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/dialect"
)

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
	source, err := open.File(ctx, command.Disk{}, filepath.ToSlash(o.in), &open.Options{
		Reading: boundary.Reading{Frame: o.crs, Edges: o.edges, Note: remarks.add, KeepEmpty: o.skipNull, Encoding: o.encoding},
		Layer:   o.layer,
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
	var p *projector
	if o.as != nil {
		p = &projector{to: *o.as, densify: o.densify}
	}
	var written notes
	err = pass(ctx, o, s.counting(source.Features()), p, stdout, written.add)
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

// pass takes all features to where they are written, if they are.
func pass(ctx context.Context, o *options, features iter.Seq2[boundary.Feature, error], p *projector, stdout io.Writer, note func(message.Note)) error {
	if o.to == "" {
		for _, err := range features {
			if err != nil {
				return err
			}
		}
		return nil
	}
	features = boundary.WithLand(features, func(message.Note) {}) // said by the description
	if p != nil {
		features = p.stream(ctx, features)
	}
	return write(ctx, o, features, stdout, note)
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
		return nil, command.Words{"字段名称表 " + name + " 有误：" + text, name + ": " + text}
	}
	return dialect.Default().With(own), nil
}
