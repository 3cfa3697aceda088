package report

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

func wellFormed(t *testing.T, b []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else {
			require.NoError(t, err)
		}
	}
}

func testSite(t *testing.T) *boundary.Boundary {
	site, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{{{X: 116, Y: 36}, {X: 116.002, Y: 36}, {X: 116.002, Y: 36.002}, {X: 116, Y: 36.002}}}}, nil)
	require.NoError(t, err)
	return site
}

func TestMap(t *testing.T) {
	r := full(t)
	r.Site.ID = `A<&"1`
	var b bytes.Buffer
	require.NoError(t, Map(&b, message.Chinese, testSite(t), r))
	wellFormed(t, b.Bytes())
	golden(t, "map.zh.svg", b.Bytes())

	b.Reset()
	require.NoError(t, Map(&b, message.English, nil, passing()), "nothing to draw")
	wellFormed(t, b.Bytes())
}

func TestWriteHTML(t *testing.T) {
	site := testSite(t)
	var b bytes.Buffer
	s, err := WriteHTML(&b, message.English, func(yield func(Sheet, error) bool) {
		_ = yield(Sheet{full(t), site}, nil) && yield(Sheet{Report: passing()}, nil)
	})
	require.NoError(t, err)
	assert.Equal(t, 2, s.Sites)
	assert.Equal(t, 1, bytes.Count(b.Bytes(), []byte("<svg")))
	assert.Contains(t, b.String(), "=B&lt;2&gt;")
	assert.NotContains(t, b.String(), "\x1b")
	golden(t, "page.en.html", b.Bytes())
}
