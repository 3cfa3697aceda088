package main

import (
	"context"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

// openPending reads the file of pending sites as the sites are read, nil where none is
// named. Two with one id are refused: one of them would be lost.
func openPending(ctx context.Context, o *options, plan *zones.Plan, note func(message.Note)) (*zones.Pending, error) {
	if o.pending == "" {
		return nil, nil
	}
	r, err := reading(o, o.pending, plan, note)
	if err != nil {
		return nil, err
	}
	at := message.Place{File: r.Name}
	features, err := openFeatures(ctx, command.Disk{}, o, r, false)
	if err != nil {
		return nil, message.At(err, at)
	}
	pending := new(zones.Pending)
	for f, err := range features {
		if err != nil {
			return nil, message.At(err, at)
		}
		replaced, err := pending.Insert(zones.Site{Feature: f})
		if err != nil {
			return nil, message.At(err, at)
		}
		if replaced {
			return nil, command.Words{"-pending " + o.pending + "：编号 " + command.Quote(f.ID) + " 重复，无法区分在办项目", "-pending " + o.pending + ": two sites have the id " + command.Quote(f.ID) + " and cannot be told apart"}
		}
	}
	return pending, nil
}
