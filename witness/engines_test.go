package witness

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/witness/geos"
)

// results is how many geometries the tests of validity and area look at, over
// all families: a run for CI by default, the full one with -results=100000.
var results = flag.Int("results", 20_000, "how many results to hold against the engines")

// absent skips a test whose engine is not installed, or fails it where
// SANXIAN_WITNESS=require says that all of them are.
func absent(t *testing.T, err error) {
	t.Helper()
	if os.Getenv("SANXIAN_WITNESS") == "require" {
		t.Fatalf("an engine is required and absent: %v", err)
	}
	t.Skipf("an engine is absent: %v", err)
}

func openGEOS(t *testing.T) *geos.Engine {
	t.Helper()
	e, err := geos.Open()
	if err != nil {
		absent(t, err)
	}
	t.Logf("GEOS %s", e.Version())
	return e
}

// tool returns a program that answers lines on its standard input with lines.
func tool(t *testing.T, name string, args ...string) func(lines string) []string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		absent(t, err)
	}
	return func(lines string) []string {
		t.Helper()
		c := exec.Command(path, args...)
		c.Stdin = strings.NewReader(lines)
		var out, errors bytes.Buffer
		c.Stdout, c.Stderr = &out, &errors
		require.NoError(t, c.Run(), "%s %v: %s", name, args, &errors)
		return strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	}
}

// A server is a PostgreSQL with PostGIS in a folder of its own, reached by a
// unix socket only.
type server struct {
	dir  string
	bin  string
	as   *syscall.Credential // the user that runs it, where this one may not
	stop func()
}

var postgis struct {
	once   sync.Once
	server *server
	err    error
}

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if s := postgis.server; s != nil {
		s.stop()
	}
	os.Exit(code)
}

// openPostGIS starts the server that all tests of one run share.
func openPostGIS(t *testing.T) *server {
	t.Helper()
	postgis.once.Do(func() { postgis.server, postgis.err = startPostGIS() })
	if postgis.err != nil {
		absent(t, postgis.err)
	}
	return postgis.server
}

func startPostGIS() (s *server, err error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return nil, fmt.Errorf("no initdb in /usr/lib/postgresql")
	}
	s = &server{bin: filepath.Dir(found[len(found)-1])}
	if s.dir, err = os.MkdirTemp("", "witness"); err != nil {
		return nil, err
	}
	s.stop = func() { os.RemoveAll(s.dir) }
	defer func() {
		if err != nil {
			s.stop()
		}
	}()
	if os.Geteuid() == 0 { // PostgreSQL does not run as root
		u, err := user.Lookup("postgres")
		if err != nil {
			return nil, err
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		s.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(s.dir, uid, gid); err != nil {
			return nil, err
		}
	}
	data := filepath.Join(s.dir, "data")
	if err := s.run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale", "C", "-N"); err != nil {
		return nil, err
	}
	options := "-c fsync=off -c listen_addresses='' -c unix_socket_directories=" + s.dir
	if err := s.run("pg_ctl", "-D", data, "-w", "-l", filepath.Join(s.dir, "log"), "-o", options, "start"); err != nil {
		return nil, err
	}
	s.stop = func() {
		s.run("pg_ctl", "-D", data, "-m", "immediate", "stop")
		os.RemoveAll(s.dir)
	}
	_, err = s.query("CREATE EXTENSION postgis;")
	return s, err
}

func (s *server) run(name string, args ...string) error {
	c := exec.Command(filepath.Join(s.bin, name), args...)
	c.Dir = s.dir
	c.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	if name != "pg_ctl" { // whose server would keep a pipe open
		out, err := c.CombinedOutput()
		if err != nil {
			err = fmt.Errorf("%s: %w: %s", name, err, out)
		}
		return err
	}
	if err := c.Run(); err != nil {
		log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
		return fmt.Errorf("%s: %w: %s", name, err, log)
	}
	return nil
}

// query runs a script of psql and returns its rows, columns parted by tabs.
func (s *server) query(script string) ([]string, error) {
	c := exec.Command(filepath.Join(s.bin, "psql"), "-X", "-q", "-At", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", s.dir, "-U", "postgres", "-d", "postgres")
	c.Stdin = strings.NewReader(script)
	var out, errors bytes.Buffer
	c.Stdout, c.Stderr = &out, &errors
	if err := c.Run(); err != nil {
		return nil, fmt.Errorf("psql: %w: %s", err, &errors)
	}
	text := strings.TrimRight(out.String(), "\n")
	if text == "" {
		return nil, nil
	}
	return strings.Split(text, "\n"), nil
}
