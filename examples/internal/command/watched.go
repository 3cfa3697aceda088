package command

import (
	"io/fs"
	"os"
	"sync/atomic"
)

// Watched is the disk, and says how much was read of a file: of the largest that was
// opened, which holds the shapes. Nil says nothing.
type Watched struct {
	Disk
	read, size atomic.Int64
}

// Open opens a file whose name has slashes.
func (w *Watched) Open(name string) (fs.File, error) {
	f, err := w.Disk.Open(name)
	if err != nil {
		return nil, err
	}
	file, ok := f.(*os.File)
	if !ok {
		return f, nil
	}
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() < w.size.Load() {
		return f, nil
	}
	w.size.Store(info.Size())
	w.read.Store(0)
	return &watchedFile{file, w}, nil
}

// Share returns how much of the file was read, from 0 to 1.
func (w *Watched) Share() float64 {
	if w == nil || w.size.Load() == 0 {
		return 0
	}
	return min(float64(w.read.Load())/float64(w.size.Load()), 1)
}

type watchedFile struct {
	*os.File
	of *Watched
}

func (f *watchedFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.of.read.Add(int64(n))
	return n, err
}

func (f *watchedFile) ReadAt(p []byte, at int64) (int, error) {
	n, err := f.File.ReadAt(p, at)
	f.of.read.Add(int64(n))
	return n, err
}
