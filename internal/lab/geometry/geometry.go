// Package geometry reads the neutral cases of geometry: polygons drawn in a
// file, and what any implementation must say about them. The format is described
// in testdata/cases/README.md.
package geometry

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// Schema is the word that every file begins with.
const Schema = "sanxian-geometry-cases/1"

// Frames that are no coordinate system of the Earth.
const (
	Grid  = "grid"  // whole numbers, areas are exact
	Plane = "plane" // float64 numbers in units of their own
)

// A File holds cases of one frame.
type File struct {
	Path      string  `json:"-"`
	Schema    string  `json:"schema"`
	About     string  `json:"about"`
	Frame     string  `json:"frame"`     // grid, plane, or such as EPSG:4527
	Origin    Point   `json:"origin"`    // added to every point
	Tolerance float64 `json:"tolerance"` // of areas, as a share of the larger polygon; 0: as exact as the frame
	Cases     []Case  `json:"cases"`
}

// A Case is one or two sets of polygons.
type Case struct {
	Name      string    `json:"name"`
	Source    string    `json:"source,omitempty"`
	Drawing   []string  `json:"drawing,omitempty"`
	A         []Polygon `json:"a"`
	B         []Polygon `json:"b,omitempty"`
	ByNesting bool      `json:"by_nesting,omitempty"` // shells and holes are not told apart
	Expect    Expect    `json:"expect"`
	Others    []Other   `json:"others,omitempty"`
}

// Points, rings and polygons are written as in GeoJSON. A ring may be closed by
// its first point or not.
type (
	Point   [2]float64
	Ring    []Point
	Polygon []Ring
)

// Expect is what is true of a case.
type Expect struct {
	A            Area     `json:"a"`
	B            Area     `json:"b"`
	Intersection Area     `json:"intersection"`
	Difference   Area     `json:"difference"` // of A without B
	Union        Area     `json:"union"`
	Relation     string   `json:"relation"` // overlap, touch or apart
	Repairs      []Repair `json:"repairs"`
}

// An Area is a number or a fraction such as "28/3", kept as written.
type Area string

// UnmarshalJSON takes a number or a text.
func (a *Area) UnmarshalJSON(data []byte) error {
	*a = Area(bytes.Trim(data, `"`))
	return nil
}

// A Repair is something that was put right, with its place, counted from 1, and
// by how much it changed the area.
type Repair struct {
	Code    string `json:"code"`
	Polygon int    `json:"polygon,omitempty"`
	Ring    int    `json:"ring,omitempty"`
	Vertex  int    `json:"vertex,omitempty"`
	Change  string `json:"change,omitempty"` // square metres, as a report writes it
}

// An Other is what another engine said, for the record.
type Other struct {
	Engine    string   `json:"engine"`
	Operation string   `json:"operation"`
	Area      *float64 `json:"area"` // null: it failed
}

// Read reads every file of a folder. A member that is not known, and a case
// without a name of its own, is an error.
func Read(folder string) ([]File, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("no cases in %s", folder)
	}
	if err != nil {
		return nil, err
	}
	var all []File
	seen := map[string]bool{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		file := File{Path: name}
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&file); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if file.Schema != Schema || len(file.Cases) == 0 {
			return nil, fmt.Errorf("%s: schema %q and %d cases", name, file.Schema, len(file.Cases))
		}
		for _, c := range file.Cases {
			if c.Name == "" || seen[c.Name] {
				return nil, fmt.Errorf("%s: the name %q is empty or taken", name, c.Name)
			}
			seen[c.Name] = true
		}
		all = append(all, file)
	}
	return all, nil
}
