// Package codec is what the formats share. For reading: making boundaries while
// they read on, ids of features, limits, and remarks that are made once. For
// writing: rings turned as a format wants them.
package codec
