package boundary

import "github.com/sanxian/sanxian/message"

type (
	Place = message.Place
	Note  = message.Note
	Error = message.Error
)

var (
	ErrSyntax = message.ErrSyntax
	ErrLimit  = message.ErrLimit
	// ErrGeometry: the coordinates are not a polygon.
	ErrGeometry = message.NewClass("boundary: unusable geometry", "图形不可用")
	// ErrFrame: the coordinate system is unknown, unsupported or contradicted.
	ErrFrame = message.NewClass("boundary: unsupported coordinate system", "坐标系不受支持")
	// ErrTooComplex: the geometry needs more work than the limit allows.
	ErrTooComplex = message.NewClass("boundary: too complex", "图形过于复杂")
)

func At(err error, outer Place) error { return message.At(err, outer) }

func NewNote(code string, at Place, template string, pairs ...any) Note {
	return (&message.Message{Code: code, Text: message.Text{EN: template}}).Note(at, pairs...)
}

func NewError(class error, code string, at Place, template string, pairs ...any) *Error {
	return (&message.Message{Code: code, Text: message.Text{EN: template}}).Error(class, at, pairs...)
}
