// Package rows is what packages wkb and wkt share: texts with one geometry in
// each line, as PostgreSQL's COPY writes them, and coordinate systems by SRID.
package rows
