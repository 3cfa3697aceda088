// Package house measures how the code is built, so that it stays so: exported
// names a package, imports that go up, long files and functions, calls between
// the files of zones, and messages in two languages. Its test holds the limits;
//
//	go run ./internal/house
//
// prints the figures.
package main
