package shapefile

import (
	"io"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/boundary/internal/crs"
	"github.com/sanxian/sanxian/message"
)

// A projection finds the frame of the coordinates.
type projection struct {
	opt      *Options
	remarks  *codec.Remarks
	frame    boundary.Frame
	declared bool // by the .prj or the caller
	given    bool // by the caller, which is final
	settled  bool // compared with numbers of the file
	name     string
	text     []byte // of the .prj
}

func openProjection(m member, opt *Options, remarks *codec.Remarks) (projection, error) {
	p := projection{opt: opt, remarks: remarks, name: m.name, given: opt.Frame != nil}
	if p.given {
		p.frame, p.declared = codec.InFrame(&opt.Reading, *opt.Frame), true
	}
	if m.Reader == nil {
		return p, nil
	}
	at := message.Place{File: m.name}
	text, err := io.ReadAll(io.LimitReader(m, crs.MaxBytes+1))
	if err != nil {
		return p, broken(err, at, "the coordinate system", int64(len(text)))
	}
	p.text = text
	f, notes, err := crs.Frame(text)
	if p.given {
		if err != nil || f != p.frame.WithEdges(boundary.Edges{}) {
			remarks.Add(msgShapefileFrameOverridden.Note(at,
				"declared", describe(f, err, text), "epsg", p.frame.EPSG()))
		}
		return p, nil
	}
	if err != nil {
		return p, message.At(err, at)
	}
	for _, n := range notes {
		n.Place = n.Place.Within(at)
		remarks.Add(n)
	}
	p.frame, p.declared = f, true
	return p, nil
}

// describe names the coordinate system of a .prj that is set aside.
func describe(f boundary.Frame, err error, text []byte) any {
	if err == nil {
		return f
	}
	if name := crs.Name(text); name != "" {
		return name
	}
	return message.Text{ZH: "无法读取", EN: "which is unreadable"}
}

// settle returns the frame of the file. Its first point decides what the .prj
// left open.
func (p *projection) settle(first boundary.Point) (boundary.Frame, error) {
	if !p.settled {
		p.settled = true
		switch {
		case p.declared:
			f, n := crs.Reconcile(p.frame, first)
			p.frame = f
			if n != nil {
				n.Place.File = p.name
				p.remarks.Add(*n)
			}
		default:
			f, n, err := crs.Recognise(first)
			if err != nil {
				return f, message.At(err, message.Place{Polygon: 1, Ring: 1})
			}
			p.frame = f
			p.remarks.Add(n)
		}
	}
	if p.given { // in place of which InFrame would put what was given
		return p.frame, nil
	}
	return codec.InFrame(&p.opt.Reading, p.frame), nil
}

// fits looks whether every point can be in the frame.
func fits(polygons []boundary.Polygon, frame boundary.Frame) error {
	for i, polygon := range polygons {
		for j, ring := range polygon {
			for k, point := range ring {
				if err := crs.Check(frame, point); err != nil {
					return message.At(err, message.Place{Polygon: i + 1, Ring: j + 1, Vertex: k + 1})
				}
			}
		}
	}
	return nil
}
