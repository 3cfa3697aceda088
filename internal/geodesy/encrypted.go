package geodesy

import (
	"regexp"
	"strings"
)

// encrypted are the names of the coordinates of Chinese web maps, GCJ-02 (火星坐标)
// and BD-09 (百度坐标), however they are written.
var encrypted = regexp.MustCompile(`(?i)GCJ|BD[-_ ]?0?9|火星|百度`)

// Encrypted returns the part of a coordinate system's name that says that its
// coordinates are offset by a secret amount, "" if none does.
func Encrypted(name string) string { return strings.TrimSpace(encrypted.FindString(name)) }
