package shapefile

import (
	"bufio"
	"encoding/binary"
	"io"
	"slices"
)

// index follows a .shx beside the shapes: while both agree, entry by entry, so that
// nothing of it is kept; what is left of it is read once they do not.
type index struct {
	r      *bufio.Reader
	name   string
	stated int // entries that its header states
	read   int // entries read one by one

	damaged bool // it is no .shx, or of another length than it says
	dropped bool // the shapes are read in their order
	leads   bool // the shapes are read where it says

	rest []entry  // from when it leads on
	next int      // of rest
	at   []uint32 // where the shapes of rest begin, ascending
}

// An entry says where a shape begins, and how long its content is: both in words of
// 16 bits.
type entry struct{ at, words uint32 }

func (e entry) offset() int64 { return 2 * int64(e.at) }

// end is where the shape ends, as the entry has it.
func (e entry) end() int64 { return e.offset() + recordHeaderSize + 2*int64(e.words) }

const entrySize = 8

func openIndex(m member) *index {
	if m.Reader == nil {
		return nil
	}
	x := &index{r: bufio.NewReader(m), name: m.name}
	var h [headerSize]byte
	if _, err := io.ReadFull(x.r, h[:]); err != nil || binary.BigEndian.Uint32(h[0:]) != fileCode {
		x.damaged, x.dropped = true, true
	}
	x.stated = int((2*int64(binary.BigEndian.Uint32(h[24:])) - headerSize) / entrySize)
	return x
}

// usable reports whether the index can tell where a shape is.
func (x *index) usable() bool { return x != nil && !x.dropped }

// take returns the next entry; ok is false where none is left.
func (x *index) take() (e entry, ok bool) {
	var b [entrySize]byte
	n, err := io.ReadFull(x.r, b[:])
	if err != nil {
		x.damaged = x.damaged || n > 0
		return entry{}, false
	}
	x.read++
	return entry{binary.BigEndian.Uint32(b[0:]), binary.BigEndian.Uint32(b[4:])}, true
}

// takeRest reads what is left of the index after an entry that does not agree: at
// most so many entries.
func (x *index) takeRest(first entry, most int) (whole bool) {
	x.rest = append(x.rest, first)
	for e, ok := x.take(); ok; e, ok = x.take() {
		if len(x.rest) >= most {
			return false
		}
		x.rest = append(x.rest, e)
	}
	return true
}

// cut drops the entries after so many in all.
func (x *index) cut(count int) {
	if over := x.read - count; over > 0 && over < len(x.rest) {
		x.rest = x.rest[:len(x.rest)-over]
		x.read = count
	}
}

// lead lets the index say where the shapes are. sorted is false where they lie in
// another order than it has them, or twice.
func (x *index) lead() (sorted bool) {
	x.leads = true
	x.at = make([]uint32, len(x.rest))
	for i, e := range x.rest {
		x.at[i] = e.at
	}
	sorted = slices.IsSorted(x.at)
	slices.Sort(x.at)
	return sorted
}

// after returns where the next shape in the file begins after one that does at
// offset: in the shape itself where two begin there; noLimit for the last.
func (x *index) after(offset int64) int64 {
	i, _ := slices.BinarySearch(x.at, uint32(offset/2))
	if i+1 < len(x.at) {
		return 2 * int64(x.at[i+1])
	}
	return noLimit
}

// agreed reports whether the index has said the same as the shapes to its end.
func (x *index) agreed() bool {
	if x.damaged || x.dropped || x.read != x.stated {
		return false
	}
	_, err := x.r.ReadByte()
	return err != nil
}
