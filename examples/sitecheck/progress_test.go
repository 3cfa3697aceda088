package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/examples/internal/command"
)

func TestLeft(t *testing.T) {
	for _, c := range []struct {
		share  float64
		since  time.Duration
		zh, en string
	}{
		{0, time.Minute, "", ""},
		{1, time.Minute, "", ""},
		{0.25, 20 * time.Second, "，约 25%%，还需 1 分 0 秒", ", about 25%%, 1m0s left"},
		{0.5, 30 * time.Second, "，约 50%%，还需 30 秒", ", about 50%%, 30s left"},
	} {
		zh, en := left(c.share, c.since)
		require.Equal(t, c.zh, zh)
		require.Equal(t, c.en, en)
	}
}

func TestWatched(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	require.NoError(t, os.WriteFile(name, make([]byte, 1000), 0o600))
	w := new(command.Watched)
	require.Zero(t, w.Share())
	f, err := w.Open(filepath.ToSlash(name))
	require.NoError(t, err)
	defer f.Close()
	_, err = io.ReadFull(f, make([]byte, 250))
	require.NoError(t, err)
	require.Equal(t, 0.25, w.Share())
	_, ok := f.(io.ReaderAt)
	require.True(t, ok)
}
