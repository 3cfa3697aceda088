// Package house is tests of how the code is built, so that it stays so: exported
// names a package, imports that go up, long files and functions, calls between
// the files of zones, and messages in two languages.
//
//	go test ./internal/house -run Facts -v
//
// prints the figures.
package house
