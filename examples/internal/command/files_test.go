package command

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// A file is replaced whole or not at all, and nothing is left beside it.
func TestReplace(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out.txt")
	is := func(content string, mode os.FileMode) {
		t.Helper()
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Equal(t, content, string(data))
		info, err := os.Stat(name)
		require.NoError(t, err)
		require.Equal(t, mode, info.Mode().Perm())
		left, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Len(t, left, 1)
	}
	require.NoError(t, Replace(name, text("one")))
	is("one", 0o644)
	require.NoError(t, os.Chmod(name, 0o600))
	require.NoError(t, Replace(name, text("two")))
	is("two", 0o600)
	broken := errors.New("broken")
	require.ErrorIs(t, Replace(name, func(w io.Writer) error { return errors.Join(text("three")(w), broken) }), broken)
	is("two", 0o600)

	require.EqualError(t, Replace(dir, text("")), "-o "+dir+" is a folder; name a file")
	gone := filepath.Join(dir, "gone")
	require.EqualError(t, Replace(filepath.Join(gone, "x"), text("")), "-o "+filepath.Join(gone, "x")+": there is no folder "+gone)
	is("two", 0o600)
}

// What is no plain file, here a device behind a link, is written to and stays.
func TestReplaceDevice(t *testing.T) {
	link := filepath.Join(t.TempDir(), "null")
	if device, err := os.Stat(os.DevNull); err != nil || device.Mode().IsRegular() || os.Symlink(os.DevNull, link) != nil {
		t.Skip("there is no null device, or no link to it")
	}
	require.NoError(t, Replace(link, text("gone")))
	target, err := os.Readlink(link)
	require.NoError(t, err)
	require.Equal(t, os.DevNull, target)
}

func TestReplaced(t *testing.T) {
	dir := t.TempDir()
	a, b, link := filepath.Join(dir, "a"), filepath.Join(dir, "b"), filepath.Join(dir, "link")
	require.NoError(t, os.WriteFile(a, nil, 0o600))
	require.NoError(t, os.WriteFile(b, nil, 0o600))
	require.NoError(t, os.Link(a, link))
	require.Equal(t, a, Replaced([]string{filepath.Join(dir, "new"), link}, []string{"", b, a}))
	require.Empty(t, Replaced([]string{filepath.Join(dir, "new"), b}, []string{"", a, link}))
}
