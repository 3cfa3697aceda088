// Command postgis does the work with PostGIS: features subdivided at 128
// vertices under a GiST index, ST_Contains before ST_Intersection, one process.
//
// It asks the server of SANXIAN_PG_DSN or, if that is not set, starts one of
// its own that is gone afterwards.
package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"math"

	"github.com/jackc/pgx/v5"

	"github.com/sanxian/sanxian/bench/engine"
	"github.com/sanxian/sanxian/bench/postgres"
	"github.com/sanxian/sanxian/bench/work"
)

func main() {
	p, err := postgres.Connect(context.Background())
	if err != nil {
		err = fmt.Errorf("%w: %w", engine.ErrMissing, err)
	}
	engine.Main(&peer{Server: p, failed: err}, nil)
}

type peer struct {
	*postgres.Server
	failed error
}

func (p *peer) Version() string {
	var v string
	if p.failed == nil {
		p.failed = p.Conn.QueryRow(context.Background(), "select 'PostGIS ' || postgis_lib_version() || ', PostgreSQL ' || current_setting('server_version') || ', GEOS ' || postgis_geos_version()").Scan(&v)
	}
	return v
}

func (p *peer) exec(statements ...string) error {
	for _, s := range statements {
		if _, err := p.Conn.Exec(context.Background(), s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}

// copyIn fills a table of polygons, which are handed over as WKB.
func (p *peer) copyIn(table string, features iter.Seq[work.Feature]) error {
	if p.failed != nil {
		return p.failed
	}
	if err := p.exec("drop table if exists "+table, "create table "+table+" (id int primary key, geom geometry)"); err != nil {
		return err
	}
	next, stop := iter.Pull(features)
	defer stop()
	n := int32(-1)
	_, err := p.Conn.CopyFrom(context.Background(), pgx.Identifier{table}, []string{"id", "geom"}, pgx.CopyFromFunc(func() ([]any, error) {
		f, ok := next()
		if !ok {
			return nil, nil
		}
		n++
		return []any{n, wkb(f)}, nil
	}))
	return err
}

func wkb(f work.Feature) []byte {
	le := binary.LittleEndian
	rings := f.Flat()
	b := le.AppendUint32(le.AppendUint32([]byte{1}, 3), uint32(len(rings)))
	for _, flat := range rings {
		b = le.AppendUint32(b, uint32(len(flat)/2))
		for _, v := range flat {
			b = le.AppendUint64(b, math.Float64bits(v))
		}
	}
	return b
}

func (p *peer) Load(features iter.Seq[work.Feature]) error {
	if err := p.copyIn("features", features); err != nil {
		return err
	}
	return p.exec(
		"drop table if exists zones",
		"create table zones as select id, ST_Subdivide(geom, 128) as geom from features",
		"create index on zones using gist (geom)",
		"vacuum analyze zones")
}

func (p *peer) Sites(sites iter.Seq[work.Feature]) error {
	if err := p.copyIn("sites", sites); err != nil {
		return err
	}
	return p.exec("vacuum analyze sites")
}

func (p *peer) Check(n int, sums []float64) error {
	rows, err := p.Conn.Query(context.Background(), `
		select z.id, sum(case when ST_Contains(z.geom, s.geom) then ST_Area(s.geom)
			else ST_Area(ST_Intersection(z.geom, s.geom)) end)
		from sites s join zones z on ST_Intersects(z.geom, s.geom)
		where s.id < $1 group by z.id`, n)
	if err != nil {
		return err
	}
	var id int
	var area float64
	_, err = pgx.ForEachRow(rows, []any{&id, &area}, func() error {
		sums[id] += area
		return nil
	})
	return err
}

func (p *peer) Area() (area float64, err error) {
	err = p.Conn.QueryRow(context.Background(), "select ST_Area(ST_Intersection(f.geom, s.geom)) from features f, sites s").Scan(&area)
	return area, err
}

// Bytes returns the size of the table that is asked and its index.
func (p *peer) Bytes() (n int64, err error) {
	err = p.Conn.QueryRow(context.Background(), "select pg_total_relation_size('zones')").Scan(&n)
	return n, err
}
