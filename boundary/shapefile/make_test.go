package shapefile

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/crs"
	"github.com/sanxian/sanxian/message"
)

// Files made byte by byte, independent of the writer.

var be, le = binary.BigEndian, binary.LittleEndian

// shp returns a .shp of records, each a content without header.
func shp(kind int, contents ...[]byte) []byte {
	b := make([]byte, 100)
	be.PutUint32(b, 9994)
	le.PutUint32(b[28:], 1000)
	le.PutUint32(b[32:], uint32(kind))
	for i, c := range contents {
		b = be.AppendUint32(b, uint32(i+1))
		b = be.AppendUint32(b, uint32(len(c)/2))
		b = append(b, c...)
	}
	be.PutUint32(b[24:], uint32(len(b)/2))
	return b
}

// shx returns the index of a .shp.
func shx(shp []byte) []byte {
	x := append([]byte(nil), shp[:100]...)
	for at := 100; at < len(shp); {
		n := be.Uint32(shp[at+4:])
		x = be.AppendUint32(x, uint32(at/2))
		x = be.AppendUint32(x, n)
		at += 8 + 2*int(n)
	}
	be.PutUint32(x[24:], uint32(len(x)/2))
	return x
}

func null() []byte { return make([]byte, 4) }

// polygon returns the content of a polygon; Z and M shapes get heights.
func polygon(kind int, rings ...boundary.Ring) []byte {
	b := le.AppendUint32(nil, uint32(kind))
	b = append(b, make([]byte, 32)...)
	n := 0
	for _, r := range rings {
		n += len(r)
	}
	b = le.AppendUint32(b, uint32(len(rings)))
	b = le.AppendUint32(b, uint32(n))
	start := 0
	for _, r := range rings {
		b = le.AppendUint32(b, uint32(start))
		start += len(r)
	}
	for _, r := range rings {
		for _, p := range r {
			b = le.AppendUint64(b, math.Float64bits(p.X))
			b = le.AppendUint64(b, math.Float64bits(p.Y))
		}
	}
	extra := 0
	switch kind {
	case 15:
		extra = 2 * (16 + 8*n)
	case 25:
		extra = 16 + 8*n
	}
	return append(b, make([]byte, extra)...)
}

// square returns a closed clockwise square.
func square(x, y, side float64) boundary.Ring {
	return boundary.Ring{{X: x, Y: y}, {X: x, Y: y + side}, {X: x + side, Y: y + side}, {X: x + side, Y: y}, {X: x, Y: y}}
}

// The corner of most squares in the tests, in EPSG:4527.
const e0, n0 = 39408000.0, 4036000.0

type dbfField struct {
	name  string
	kind  byte
	width int
}

func dbf(driver byte, fields []dbfField, rows ...[]string) []byte {
	b := make([]byte, 32)
	b[0], b[29] = 3, driver
	length := 1
	for _, f := range fields {
		d := make([]byte, 32)
		copy(d[:11], f.name)
		d[11], d[16] = f.kind, byte(f.width)
		b = append(b, d...)
		length += f.width
	}
	b = append(b, 0x0d)
	le.PutUint32(b[4:], uint32(len(rows)))
	le.PutUint16(b[8:], uint16(len(b)))
	le.PutUint16(b[10:], uint16(length))
	for _, r := range rows {
		mark := byte(' ')
		if len(r) > len(fields) {
			mark, r = '*', r[:len(fields)]
		}
		b = append(b, mark)
		for i, v := range r {
			cell := bytes.Repeat([]byte{' '}, fields[i].width)
			copy(cell, v)
			b = append(b, cell...)
		}
	}
	return append(b, 0x1a)
}

var bsm = []dbfField{{"BSM", 'C', 10}}

func prj(t testing.TB, epsg int) []byte {
	f, err := boundary.EPSG(epsg)
	require.NoError(t, err)
	return []byte(crs.ESRI(f))
}

// readAll reads files given as bytes; nil is a missing file.
func readAll(shp, dbf, shx, prj, cpg []byte, opt *Options) ([]boundary.Feature, []message.Note, error) {
	return readFrom(func(b []byte) io.Reader { return bytes.NewReader(b) }, shp, dbf, shx, prj, cpg, opt)
}

// readStream is readAll of files that cannot seek.
func readStream(shp, dbf, shx, prj []byte, opt *Options) ([]boundary.Feature, []message.Note, error) {
	return readFrom(func(b []byte) io.Reader { return struct{ io.Reader }{bytes.NewReader(b)} }, shp, dbf, shx, prj, nil, opt)
}

func readFrom(open func([]byte) io.Reader, shp, dbf, shx, prj, cpg []byte, opt *Options) ([]boundary.Feature, []message.Note, error) {
	var o Options
	if opt != nil {
		o = *opt
	}
	var notes []message.Note
	o.Name = "test.shp"
	o.Note = func(n message.Note) { notes = append(notes, n) }
	var files Files
	if shp != nil {
		files.SHP = open(shp)
	}
	if dbf != nil {
		files.DBF = bytes.NewReader(dbf)
	}
	if shx != nil {
		files.SHX = bytes.NewReader(shx)
	}
	if prj != nil {
		files.PRJ = bytes.NewReader(prj)
	}
	if cpg != nil {
		files.CPG = bytes.NewReader(cpg)
	}
	features, err := boundary.Collect(Read(context.Background(), files, &o))
	return features, notes, err
}

func codes(notes []message.Note) (c []string) {
	for _, n := range notes {
		c = append(c, n.Code)
	}
	return c
}
