package open

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/internal/bounded"
	"github.com/sanxian/sanxian/message"
)

var msgOpenBytes = message.New("open.bytes", "the file is longer than {limit} bytes", "文件超过 {limit} 字节")

// A content is the bytes of a file, which can be opened again and again.
type content struct {
	fsys  fs.FS
	name  string // in fsys
	bytes []byte // of a file that cannot be opened twice, else nil
	gzip  bool
	utf16 string // "UTF-16LE" or "UTF-16BE" where it must be decoded
}

// An input is opened content. Its Reader seeks if the file does: GeoJSON looks
// ahead for a late crs.
type input struct {
	io.Reader
	closers []io.Closer
}

func (in *input) Close() error {
	var errs []error
	for _, c := range in.closers {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}

func (c *content) open(ctx context.Context) (*input, error) {
	in := &input{}
	if c.bytes != nil {
		in.Reader = bytes.NewReader(c.bytes)
	} else {
		f, err := c.fsys.Open(c.name)
		if err != nil {
			return nil, err
		}
		in.Reader, in.closers = f, []io.Closer{f}
	}
	in.Reader = cancellable(ctx, in.Reader)
	if c.gzip {
		z, err := gzip.NewReader(in.Reader)
		if err != nil {
			_ = in.Close()
			return nil, damagedGzip(err)
		}
		in.Reader = z
	}
	if c.utf16 != "" {
		in.Reader = transform.NewReader(in.Reader, decoder(c.utf16))
	}
	return in, nil
}

func decoder(utf16 string) *encoding.Decoder {
	order := unicode.LittleEndian
	if utf16 == utf16BE {
		order = unicode.BigEndian
	}
	return unicode.UTF16(order, unicode.UseBOM).NewDecoder()
}

// cancellable returns a reader that fails when the context ends, and that
// seeks if in does.
func cancellable(ctx context.Context, in io.Reader) io.Reader {
	r := interruptible{ctx, in}
	if s, ok := in.(io.Seeker); ok {
		return struct {
			interruptible
			io.Seeker
		}{r, s}
	}
	return r
}

type interruptible struct {
	ctx context.Context
	in  io.Reader
}

func (r interruptible) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.in.Read(p)
}

// readerAt returns a file for random access: itself, or its bytes where it has
// no such access.
func readerAt(f fs.File, size int64, limits boundary.Limits) (io.ReaderAt, int64, error) {
	if r, ok := f.(io.ReaderAt); ok {
		return r, size, nil
	}
	b, err := readAll(f, limits)
	return bytes.NewReader(b), int64(len(b)), err
}

// readAll reads what can be read only once, within the limit.
func readAll(r io.Reader, limits boundary.Limits) ([]byte, error) {
	return io.ReadAll(bounded.NewReader(r, bounded.NewBudget(codec.Limits(limits).Bytes), func(limit int64) error {
		return msgOpenBytes.Error(message.ErrLimit, message.Place{}, "limit", limit)
	}))
}
