package wkb

import (
	"bufio"
	"errors"
	"io"

	"github.com/sanxian/sanxian/boundary"
)

// maxLine is the length of a line where Limits.Text does not say: eight
// million vertices. The default of Limits.Text is meant for names and
// attributes; here a line is a geometry.
const maxLine = 256 << 20

// lines splits a text into lines. A file that begins with byte 0 or 1 is not a
// text and comes as one line.
type lines struct {
	r      *bufio.Reader
	limits boundary.Limits
	long   int   // bytes of one line
	left   int64 // bytes of the file
	number int   // of the line last returned, from 1; 0 in a binary file
	begun  bool
	buf    []byte
}

func newLines(r io.Reader, limits boundary.Limits) *lines {
	l := &lines{r: bufio.NewReaderSize(r, 64<<10), limits: limits.WithDefaults(), long: limits.Text}
	if l.long == 0 {
		l.long = maxLine
	}
	l.left = l.limits.Bytes
	return l
}

// next returns the next line with its end, io.EOF after the last one. It is
// valid until the next call.
func (l *lines) next() ([]byte, error) {
	binary := false
	if !l.begun {
		l.begun = true
		head, _ := l.r.Peek(3) // an error comes back with the first line
		if string(head) == "\ufeff" {
			l.r.Discard(3)
		}
		binary = len(head) > 0 && head[0] <= 1
	}
	if !binary {
		l.number++
	}
	l.buf = l.buf[:0]
	for {
		chunk, err := l.r.ReadSlice('\n')
		if l.left -= int64(len(chunk)); l.left < 0 {
			return nil, tooManyBytes(l.limits.Bytes)
		}
		if len(l.buf)+len(chunk) > l.long {
			return nil, boundary.NewError(boundary.ErrLimit, "wkb.line_long", boundary.Place{}, "the line is longer than {limit} bytes", "limit", l.long)
		}
		l.buf = append(l.buf, chunk...)
		switch {
		case err == nil && binary, err == bufio.ErrBufferFull:
		case err == nil, err == io.EOF && len(l.buf) > 0:
			return l.buf, nil
		case err == io.EOF:
			return nil, err
		default:
			return nil, unreadable(err)
		}
	}
}

func unreadable(err error) error {
	var e *boundary.Error
	if errors.As(err, &e) {
		return err
	}
	failure := boundary.NewError(boundary.ErrSyntax, "wkb.unreadable", boundary.Place{}, "the file cannot be read on")
	failure.Cause = err
	return failure
}
