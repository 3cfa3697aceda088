package boundary

import "github.com/sanxian/sanxian/message"

// Classes of errors of geometry; [message.ErrSyntax] and [message.ErrLimit] are
// those of input of any kind.
var (
	// ErrGeometry: the coordinates are not a polygon.
	ErrGeometry = message.NewClass("boundary: unusable geometry", "图形不可用")
	// ErrNoLand: the polygons enclose nothing. It is an ErrGeometry.
	ErrNoLand = ErrGeometry.Narrower()
	// ErrFrame: the coordinate system is unknown, unsupported or contradicted.
	ErrFrame = message.NewClass("boundary: unsupported coordinate system", "坐标系不受支持")
	// ErrTooComplex: the geometry needs more work than the limit allows.
	ErrTooComplex = message.NewClass("boundary: too complex", "图形过于复杂")
)
