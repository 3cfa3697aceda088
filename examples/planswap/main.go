// Planswap puts a new plan in force while sites are checked against the old
// one. A plan never changes, so it needs no lock: a pointer is swapped, and a
// check that has begun ends on the plan that it began with.
//
//	go run ./examples/planswap
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"sync"
	"sync/atomic"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/examples/demo"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

func main() { run(context.Background(), os.Stdout) }

var inForce atomic.Pointer[zones.Plan]

// answer is what the handler of a request does.
func answer(ctx context.Context, f boundary.Feature) zones.Verdict {
	return must(inForce.Load().Check(ctx, zones.Site{Feature: f}, &zones.CheckOptions{Date: "2026-11-23"})).Verdict
}

func run(ctx context.Context, w io.Writer) {
	plan, sites, err := demo.Load(ctx)
	inForce.Store(must(plan, err))
	fmt.Fprintln(w, "before:", answer(ctx, sites[0]))

	var clients sync.WaitGroup
	for range 8 { // as many as you like: each asks until the answer is a new one
		clients.Add(1)
		go func() {
			defer clients.Done()
			for answer(ctx, sites[0]) == zones.VerdictPass {
			}
		}()
	}
	// In the next plan all sites have become farmland. It is made beside the
	// old one; if that fails, the old one simply stays.
	farmland := must(zones.NewLayer(ctx, zones.LayerSpec{Line: rules.Farmland}, boundary.All(sites), nil))
	next := must(plan.WithLayer(ctx, farmland)) // caps, local rules and notes stay
	inForce.Store(next)                         // nobody waits, no check fails
	clients.Wait()
	fmt.Fprintln(w, "after:", answer(ctx, sites[0]))
}

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}
