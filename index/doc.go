// Package index finds features by where they are: an immutable R-tree over
// boundaries that answers what a site overlaps, and by how much.
//
//	x, err := index.Build(ctx, geojson.Read(ctx, file, nil))
//	if err != nil {
//		return err
//	}
//	for o := range x.Overlaps(site) {
//		fmt.Println(o.Feature.ID, o.Area) // legal area, square metres
//	}
//
// For features that change all day there is [Live], which takes one edit at a time.
//
// # Semantics
//
// An [Index] never changes; any number of goroutines may ask it. [Index.With]
// and [Index.Without] make a new index that shares what did not change with the
// old one, which stays valid: a service swaps an atomic.Pointer. Results come
// in the order in which features were added, whatever the tree looks like.
//
// Overlap means positive area. A feature that only touches the site is not
// among the overlaps; [Index.Nearest] gives it the distance 0.
//
// # Performance
//
// A query is a search of the tree and, for each candidate, of the candidate's
// own tree and the local edges. [Index.Batch] is the way to ask for many sites;
// [Index.AppendOverlaps] asks for one without allocating. Features lie along a
// Hilbert curve, in a packed tree and in memory. An index that grew by many small
// changes is a few such trees, each about half as large as the one before. A [Live] is
// an R-tree of inserted nodes: an edit costs about a microsecond, a tenth of what a new
// Index costs.
//
// # Not for
//
// Storing data: an index lives in memory.
package index
