// Package postgres starts a PostGIS server that is gone afterwards.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/jackc/pgx/v5"
)

// A Server is a connection and, if we started it, the directory of the server
// that it is to.
type Server struct {
	Conn *pgx.Conn
	DSN  string // of the server, for other programs
	dir  string
	bin  string
}

// settings are those of a machine that this work has to itself, as far as one
// query in one process can use them.
var settings = []string{
	"set jit = off",
	"set max_parallel_workers_per_gather = 0",
	"set work_mem = '256MB'",
	"set maintenance_work_mem = '512MB'",
	"set random_page_cost = 1.1",
	"set client_min_messages = warning",
}

// Connect connects to the server of SANXIAN_PG_DSN or, if that is not set, starts one.
func Connect(ctx context.Context) (*Server, error) {
	s := &Server{DSN: os.Getenv("SANXIAN_PG_DSN")}
	if s.DSN == "" {
		if err := s.start(); err != nil {
			s.stop()
			return s, err
		}
		s.DSN = "host=" + s.dir + " user=postgres dbname=postgres"
	}
	var err error
	if s.Conn, err = pgx.Connect(ctx, s.DSN); err == nil {
		for _, q := range append(settings, "create extension if not exists postgis") {
			if _, err = s.Conn.Exec(ctx, q); err != nil {
				break
			}
		}
	}
	if err != nil {
		s.stop()
	}
	return s, err
}

// start makes a database in a new directory and serves it on a socket there.
func (s *Server) start() error {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return errors.New("there is no PostgreSQL server (Debian: postgresql-15 postgresql-15-postgis-3)")
	}
	s.bin = filepath.Dir(found[len(found)-1])
	var err error
	if s.dir, err = os.MkdirTemp("/tmp", "bench-postgis-"); err != nil {
		return err
	}
	if os.Getuid() == 0 { // the server refuses to run as root
		uid, gid, err := owner("postgres")
		if err != nil {
			return err
		}
		if err := os.Chown(s.dir, uid, gid); err != nil {
			return err
		}
	}
	data := filepath.Join(s.dir, "data")
	if err := s.run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"); err != nil {
		return err
	}
	options := fmt.Sprintf("-c listen_addresses= -c unix_socket_directories=%s -c shared_buffers=1GB -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=4GB -c autovacuum=off", s.dir)
	return s.run("pg_ctl", "-D", data, "-w", "-l", filepath.Join(s.dir, "log"), "-o", options, "start")
}

func owner(name string) (uid, gid int, err error) {
	u, err := user.Lookup(name)
	if err != nil {
		return 0, 0, err
	}
	uid, _ = strconv.Atoi(u.Uid)
	gid, _ = strconv.Atoi(u.Gid)
	return uid, gid, nil
}

// run runs a program of the server's, as its user if we are root.
func (s *Server) run(name string, args ...string) error {
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.Dir = s.dir
	if os.Getuid() == 0 {
		uid, gid, err := owner("postgres")
		if err != nil {
			return err
		}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	// The server inherits what this writes to, so it must not be a pipe that is
	// waited for.
	log, err := os.OpenFile(filepath.Join(s.dir, name+".out"), os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Run(); err != nil {
		out, _ := os.ReadFile(log.Name())
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}

// Close ends the connection, and the server if it is ours.
func (s *Server) Close() (err error) {
	if s.Conn != nil {
		err = s.Conn.Close(context.Background())
	}
	s.stop()
	return err
}

func (s *Server) stop() {
	if s.dir == "" {
		return
	}
	if _, err := os.Stat(filepath.Join(s.dir, "data")); err == nil {
		_ = s.run("pg_ctl", "-D", filepath.Join(s.dir, "data"), "-m", "immediate", "-w", "stop")
	}
	os.RemoveAll(s.dir)
	s.dir = ""
}
