//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package quota

import (
	"os"
	"syscall"
)

// lockFile keeps other processes from opening the journal. The lock goes with
// the process, so that a crash leaves none behind.
func lockFile(f *os.File) error {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}
