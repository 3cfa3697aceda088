package command

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Disk is the files of the machine under the names that the user writes, so
// that messages call a file what the user calls it.
type Disk struct{}

// Open opens a file whose name has slashes.
func (Disk) Open(name string) (fs.File, error) { return os.Open(filepath.FromSlash(name)) }

// Replaced returns the first of the inputs that one of the outputs would
// replace, under whatever name, and "" if there is none.
func Replaced(outputs, inputs []string) string {
	for _, out := range outputs {
		a, err := os.Stat(out)
		if err != nil {
			continue // not there yet
		}
		for _, in := range inputs {
			if b, err := os.Stat(in); err == nil && os.SameFile(a, b) {
				return in
			}
		}
	}
	return ""
}

// NotFolder refuses a folder where -o should name a file.
func NotFolder(out string) error {
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		return Words{"-o " + out + " 是文件夹，请写文件名", "-o " + out + " is a folder; name a file"}
	}
	return nil
}

// FolderOf refuses an output whose folder does not exist.
func FolderOf(out string) error {
	dir := filepath.Dir(out)
	if info, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return Words{"-o " + out + "：没有文件夹 " + dir, "-o " + out + ": there is no folder " + dir}
	}
	return nil
}

// Replace writes a file beside its place and moves it there when it is whole. A
// file that it replaces leaves its permissions; a device or a pipe is written
// to as it is.
func Replace(out string, write func(io.Writer) error) error {
	if err := NotFolder(out); err != nil {
		return err
	}
	if err := FolderOf(out); err != nil {
		return err
	}
	mode := fs.FileMode(0o644)
	if old, err := os.Stat(out); err == nil {
		if !old.Mode().IsRegular() {
			return writeInto(out, write)
		}
		mode = old.Mode().Perm()
	}
	dir := filepath.Dir(out)
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return Words{"-o " + out + "：不能在文件夹 " + dir + " 中写文件", "-o " + out + ": no file can be written in the folder " + dir}
	}
	err = finish(f, mode, write)
	if err == nil {
		err = os.Rename(f.Name(), out)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the first error is the one to tell
	}
	return err
}

// finish writes a file until it is safe on the disk.
func finish(f *os.File, mode fs.FileMode, write func(io.Writer) error) (err error) {
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Chmod(mode); err != nil {
		return err
	}
	return f.Sync()
}

// writeInto writes to what is there already.
func writeInto(out string, write func(io.Writer) error) error {
	f, err := os.OpenFile(out, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
