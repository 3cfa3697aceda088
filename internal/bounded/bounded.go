// Package bounded reads no more than it may: where io.LimitReader ends, as if
// the input were whole, a [Reader] fails.
package bounded

import (
	"io"
)

// A Budget is how many bytes may be read, by one reader or by several together.
type Budget struct{ left, limit int64 }

// NewBudget returns a budget of so many bytes.
func NewBudget(limit int64) *Budget { return &Budget{limit, limit} }

// A Reader reads within a budget. It is not safe for concurrent use.
type Reader struct {
	in     io.Reader
	budget *Budget
	over   func(limit int64) error
	err    error // kept: bufio forgets an error once it has shown it
}

// NewReader returns a reader that fails with what over returns when there is
// more to read than the budget allows.
func NewReader(in io.Reader, b *Budget, over func(limit int64) error) *Reader {
	return &Reader{in: in, budget: b, over: over}
}

// Read implements io.Reader.
func (r *Reader) Read(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	b := r.budget
	if int64(len(p))-1 > b.left { // one byte more shows that there is more
		p = p[:b.left+1]
	}
	n, err := r.in.Read(p)
	r.err = err
	if int64(n) > b.left {
		n = int(b.left)
		r.err = r.over(b.limit)
	}
	b.left -= int64(n)
	return n, r.err
}

// Clip shortens a text for a message to so many characters.
func Clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
