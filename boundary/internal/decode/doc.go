// Package decode is what the formats share: making boundaries while they read
// on, ids of features, limits, and remarks that are made once.
package decode
