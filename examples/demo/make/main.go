// Make writes the plan of the demo and its five sites: a made-up city of the
// shape of 聊城. Nothing in it is data of a real plan. It writes the same bytes
// every time and everywhere:
//
//	go run ./examples/demo/make
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("o", filepath.FromSlash("examples/demo"), "folder that is written to")
	flag.Parse()
	for _, f := range files() {
		if err := os.WriteFile(filepath.Join(*dir, f.name), f.content, 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "make:", err)
			os.Exit(1)
		}
	}
}

type file struct {
	name    string
	content []byte
}

func files() []file {
	return []file{
		{"regions.geojson", collection(regions())},
		{"farmland.geojson", collection(farmland())},
		{"redline.geojson", collection(redLine())},
		{"boundary.geojson", collection(developmentBoundary())},
		{"sites.geojson", collection(sites())},
	}
}

type feature struct {
	id         string
	properties properties
	polygon    polygon
}

type properties [][2]string

// collection writes features as GeoJSON, one a line.
func collection(features []feature) []byte {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i, f := range features {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n" + `{"type":"Feature",`)
		if f.id != "" {
			b.WriteString(`"id":` + quote(f.id) + `,`)
		}
		b.WriteString(`"properties":{`)
		for k, p := range f.properties {
			if k > 0 {
				b.WriteByte(',')
			}
			b.WriteString(quote(p[0]) + ":" + quote(p[1]))
		}
		b.WriteString(`},"geometry":{"type":"Polygon","coordinates":[`)
		for k, ring := range f.polygon {
			if k > 0 {
				b.WriteByte(',')
			}
			b.WriteByte('[')
			for _, p := range append(ring, ring[0]) {
				b.WriteString("[" + degrees(p.x) + "," + degrees(p.y) + "],")
			}
			b.Truncate(b.Len() - 1)
			b.WriteByte(']')
		}
		b.WriteString("]}}")
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always has a JSON
	}
	return string(b)
}

// degrees writes units of 1e-7 degree.
func degrees(v int64) string { return fmt.Sprintf("%d.%07d", v/10_000_000, v%10_000_000) }
