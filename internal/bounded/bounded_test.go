package bounded

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
)

func TestReader(t *testing.T) {
	over := errors.New("over")
	for _, c := range []struct {
		text  string
		limit int64
		read  string
		err   error
	}{
		{"", 0, "", nil},
		{"abc", 3, "abc", nil}, // exactly the limit is whole
		{"abcd", 3, "abc", over},
		{"abcd", 0, "", over},
	} {
		for _, in := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text))} {
			got, err := io.ReadAll(NewReader(in, NewBudget(c.limit), func(limit int64) error {
				assert.Equal(t, c.limit, limit)
				return over
			}))
			assert.Equal(t, c.read, string(got))
			assert.Equal(t, c.err, err)
		}
	}
}

// Several readers share one budget.
func TestBudget(t *testing.T) {
	b := NewBudget(5)
	over := errors.New("over")
	first, err := io.ReadAll(NewReader(strings.NewReader("abc"), b, func(int64) error { return over }))
	assert.NoError(t, err)
	assert.Equal(t, "abc", string(first))
	second, err := io.ReadAll(NewReader(strings.NewReader("abc"), b, func(int64) error { return over }))
	assert.Equal(t, over, err)
	assert.Equal(t, "ab", string(second))
}

func TestClip(t *testing.T) {
	assert.Equal(t, "地块", Clip("地块", 2))
	assert.Equal(t, "地块…", Clip("地块一", 2))
	assert.Equal(t, "", Clip("", 2))
}
