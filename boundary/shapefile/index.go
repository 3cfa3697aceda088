package shapefile

import (
	"bufio"
	"encoding/binary"
	"io"
)

// index follows a .shx beside the shapes. It is a second witness of their
// order and nothing else; a damaged one is dropped.
type index struct {
	r       *bufio.Reader
	name    string
	differs int // first record at which it disagrees with the .shp, 0 for none
}

func openIndex(m member) *index {
	if m.Reader == nil {
		return nil
	}
	x := &index{r: bufio.NewReader(m), name: m.name}
	var h [headerSize]byte
	if _, err := io.ReadFull(x.r, h[:]); err != nil || binary.BigEndian.Uint32(h[0:]) != fileCode {
		x.differs = 1
	}
	return x
}

// agrees reports whether the next entry points to the shape.
func (x *index) agrees(sh shape) bool {
	if x == nil {
		return true
	}
	if x.differs != 0 {
		return false
	}
	var entry [8]byte
	_, err := io.ReadFull(x.r, entry[:])
	if err != nil || 2*int64(binary.BigEndian.Uint32(entry[0:])) != sh.offset {
		x.differs = sh.record
	}
	return x.differs == 0
}

// ended reports whether no entry is left.
func (x *index) ended() bool {
	if x == nil || x.differs != 0 {
		return true
	}
	_, err := x.r.ReadByte()
	return err != nil
}
