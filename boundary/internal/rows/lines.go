package rows

import (
	"bufio"
	"errors"
	"io"
	"slices"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/message"
)

var (
	msgRowsLineLong   = message.New("rows.line_long", "the line is longer than {limit} bytes", "该行超过 {limit} 字节")
	msgRowsUnreadable = message.New("rows.unreadable", "the file cannot be read on", "文件无法继续读取")
)

// maxLine is the length of a line where Limits.Text does not say: eight
// million vertices in binary. The default of Limits.Text is meant for names and
// attributes; here a line is a geometry.
const maxLine = 256 << 20

// lines splits a text into lines. A binary file comes as one line.
type lines struct {
	r      *bufio.Reader
	limits boundary.Limits
	long   int   // bytes of one line
	left   int64 // bytes of the file
	number int   // of the line last returned, from 1; 0 in a binary file
	binary bool
	buf    []byte
}

// newLines looks at the first bytes: a file that begins with byte 0 or 1 is
// binary, where that may be.
func newLines(in io.Reader, limits boundary.Limits, mayBeBinary bool) *lines {
	l := &lines{r: bufio.NewReaderSize(in, 64<<10), limits: codec.Limits(limits), long: limits.Text}
	if l.long == 0 {
		l.long = maxLine
	}
	l.left = l.limits.Bytes
	head, _ := l.r.Peek(3) // an error comes back with the first line
	if string(head) == "\ufeff" {
		l.r.Discard(3)
	}
	l.binary = mayBeBinary && len(head) > 0 && head[0] <= 1
	return l
}

// next returns the next line with its end, io.EOF after the last one. It is
// valid until the next call.
func (l *lines) next() ([]byte, error) {
	if !l.binary {
		l.number++
	}
	l.buf = l.buf[:0]
	for {
		chunk, err := l.r.ReadSlice('\n')
		if l.left -= int64(len(chunk)); l.left < 0 {
			return nil, TooManyBytes(l.limits.Bytes)
		}
		if len(l.buf)+len(chunk) > l.long {
			return nil, msgRowsLineLong.Error(message.ErrLimit, message.Place{}, "limit", l.long)
		}
		if len(l.buf)+len(chunk) > cap(l.buf) { // by doubling: a long line leaves less garbage
			l.buf = slices.Grow(l.buf, max(len(chunk), len(l.buf)))
		}
		l.buf = append(l.buf, chunk...)
		switch {
		case err == nil && l.binary, err == bufio.ErrBufferFull:
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
	var e *message.Error
	if errors.As(err, &e) {
		return err
	}
	failure := msgRowsUnreadable.Error(message.ErrSyntax, message.Place{})
	failure.Cause = err
	return failure
}
