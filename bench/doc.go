// Command bench does the same work with sanxian and with its peers, each in a
// process of its own, checks that all agree, and says how long each took.
//
//	go run . -engines sanxian,geos,postgis,simplefeatures -scale 1 -json results.json
//
// Package work makes the work from a seed. Package engine is what the engines'
// processes share: they load, run, and report. Engines are programs of their
// own under engines, built when they are asked for, so that a peer whose C
// library is not installed is missing and stops nobody else.
package main
