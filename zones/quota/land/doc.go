// Package land says how much land the entries of a quota ledger are about: what
// was approved and not supplied (批而未供), what is idle (闲置土地), what was built
// on without approval (违法用地), and what was disposed of of a task (处置任务).
//
//	left, area, err := land.Remaining(ctx, approved, supplied)
//	...
//	areas, outside, err := land.ByRegion(ctx, left, counties) // one entry each
//	...
//	finding, err := land.Parcel{AgreedStart: "2022-03-01"}.Idle("2025-01-01")
//	done := land.Task{Idle: 40 * quota.Hectare}.Disposal(ledger.Balance("371521", 2025))
//
// # Semantics
//
// An area is measured on the ellipsoid and rounded half-up, once, to the square
// metre. Land that is given twice counts once.
//
// The rules of idle land are data: rulesets/cn-idle-2012.json holds the years and
// shares of 闲置土地处置办法 (国土资源部令第53号) 第二条, each with its source, and
// the rules to be cited with the day from which they are in force.
//
// # Not for
//
// Deciding that land is idle where the rule leaves it to a person, or whose fault a
// delay is.
package land
