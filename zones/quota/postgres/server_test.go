package postgres

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// server is a private PostgreSQL that a test may kill.
type server struct {
	bin, dir string
	port     int
	run      *syscall.Credential
	process  *exec.Cmd
	log      bytes.Buffer
}

// startServer makes a database cluster in a temporary directory and starts it,
// or skips the test where PostgreSQL is not installed.
func startServer(t *testing.T) *server {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if path, err := exec.LookPath("initdb"); err == nil {
		found = append(found, path)
	}
	if len(found) == 0 {
		t.Skip("PostgreSQL is not installed: no initdb in /usr/lib/postgresql/*/bin or on the PATH")
	}
	s := &server{bin: filepath.Dir(found[len(found)-1])}
	dir, err := os.MkdirTemp("", "sanxian-pg")
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	s.dir = filepath.Join(dir, "data")
	if os.Getuid() == 0 { // PostgreSQL does not run as root
		u, err := user.Lookup("postgres")
		if err != nil {
			t.Skip("running as root and there is no user postgres to run the server")
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		s.run = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		require.NoError(t, os.Chown(dir, uid, gid))
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s.port = l.Addr().(*net.TCPAddr).Port
	require.NoError(t, l.Close())
	out, err := s.command("initdb", "-D", s.dir, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync").CombinedOutput()
	require.NoError(t, err, string(out))
	t.Cleanup(s.kill)
	s.start(t)
	return s
}

func (s *server) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(s.bin, name), args...)
	c.Dir = filepath.Dir(s.dir)
	c.Env = append(slices.Clone(os.Environ()), "LC_ALL=C")
	c.SysProcAttr = &syscall.SysProcAttr{Credential: s.run, Setpgid: true}
	return c
}

func (s *server) dsn() string {
	return fmt.Sprintf("host=127.0.0.1 port=%d user=postgres dbname=postgres sslmode=disable connect_timeout=5", s.port)
}

// start starts the server and waits until it answers.
func (s *server) start(t *testing.T) {
	t.Helper()
	s.process = s.command("postgres", "-D", s.dir, "-h", "127.0.0.1", "-p", fmt.Sprint(s.port), "-k", "", "-c", "max_connections=60", "-c", "shared_buffers=16MB")
	s.process.Stderr = &s.log
	require.NoError(t, s.process.Start())
	for range 300 {
		c, err := pgx.Connect(context.Background(), s.dsn())
		if err == nil {
			c.Close(context.Background())
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.kill()
	t.Fatalf("the server does not answer:\n%s", s.log.String())
}

// kill ends the server and all its backends at once, as a power cut would.
func (s *server) kill() {
	if s.process == nil {
		return
	}
	// The server made a process group of its own, named by its process id; a
	// backend leaves it for one of its own and ends when the postmaster has.
	_ = syscall.Kill(-s.process.Process.Pid, syscall.SIGKILL)
	_ = s.process.Wait()
	s.process = nil
}
