// Package dialect knows under which names planning data keeps its layers, fields
// and units: YJJBNTBHTB and 永久基本农田 are one line, GHFQMC names a sub-zone, KCXS
// a deduction, and MJ may be in square metres, hectares or mu.
//
//	table := dialect.Default().With(own)
//	line, ok := table.Line("371500_STBHHX_2023.shp")
//	zone, field, words := table.SubZone(line, "", feature.Properties)
//
// The built-in [Table] is aliases.json in this folder; docs/data.md describes it
// and how to write one's own. Tables are immutable. A [Reader] reads one layer and
// is not safe for concurrent use.
//
// # Not for
//
// Guessing: a name that the table does not know is said to be unknown, and what
// depends on it is not checked.
package dialect
