package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"

	"github.com/sanxian/sanxian/bench/postgres"
)

// postGIS does the job with ogr2ogr in parallel, ST_Subdivide at 128 vertices under a
// GiST index, and one query on both processors, with ST_Contains before
// ST_Intersection and areas on the ellipsoid.
type postGIS struct {
	*postgres.Server
	version string
}

func newPostGIS(ctx context.Context) (*postGIS, error) {
	s, err := postgres.Connect(ctx)
	if err != nil {
		return nil, err
	}
	p := &postGIS{Server: s}
	return p, s.Conn.QueryRow(ctx, "select 'PostGIS ' || postgis_lib_version() || ', PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) || ', areas only'").Scan(&p.version)
}

func (p *postGIS) job(ctx context.Context, f files, out string) error {
	tables := map[string]string{"farmland": f.farmland, "redlines": f.redLines, "developments": f.developments, "parcels": f.parcels}
	var loading sync.WaitGroup
	errs := make(chan error, len(tables))
	for table, file := range tables {
		loading.Add(1)
		go func() {
			defer loading.Done()
			cmd := exec.Command("ogr2ogr", "-f", "PostgreSQL", "PG:"+p.DSN, file, "-nln", table, "-overwrite", "-lco", "GEOMETRY_NAME=geom", "-lco", "SPATIAL_INDEX=NONE", "-lco", "FID=fid", "-nlt", "POLYGON", "-a_srs", "EPSG:4326")
			cmd.Env = append(os.Environ(), "PG_USE_COPY=YES")
			if out, err := cmd.CombinedOutput(); err != nil {
				errs <- fmt.Errorf("ogr2ogr: %w\n%s", err, out)
			}
		}()
	}
	loading.Wait()
	select {
	case err := <-errs:
		return err
	default:
	}
	statements := []string{"set max_parallel_workers_per_gather = 2", "set parallel_setup_cost = 0", "set parallel_tuple_cost = 0"}
	for _, table := range []string{"farmland", "redlines", "developments"} {
		statements = append(statements, "drop table if exists "+table+"_parts", "create table "+table+"_parts as select ST_Subdivide(geom, 128) as geom from "+table,
			"create index on "+table+"_parts using gist (geom)", "vacuum analyze "+table+"_parts")
	}
	statements = append(statements, "vacuum analyze parcels", "drop table if exists result", "create table result as select s.bsm, "+area("farmland")+", "+area("redlines")+", "+area("developments")+" from parcels s")
	for _, s := range statements {
		if _, err := p.Conn.Exec(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	file, err := os.Create(out)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = p.Conn.PgConn().CopyTo(ctx, file, "copy result to stdout with (format csv, header)")
	return err
}

// area is what a parcel shares with a line.
func area(table string) string {
	return "(select sum(case when ST_Contains(z.geom, s.geom) then ST_Area(s.geom::geography) else ST_Area(ST_Intersection(z.geom, s.geom)::geography) end) from " +
		table + "_parts z where ST_Intersects(z.geom, s.geom)) as " + table
}
