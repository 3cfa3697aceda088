package message

import (
	"errors"
	"strings"
)

// A Class is the kind of an error, found by errors.Is. Packages declare theirs.
type Class struct {
	name  Text
	wider error // class that it is part of, nil for none
}

// NewClass declares a class by its English and its Chinese name. The English one
// begins with the package.
func NewClass(english, chinese string) *Class {
	return &Class{name: Text{ZH: chinese, EN: english}}
}

// Narrower declares a class of the same name within this one.
func (c *Class) Narrower() *Class { return &Class{c.name, c} }

// Unwrap lets errors.Is reach the wider class.
func (c *Class) Unwrap() error { return c.wider }

// Error returns the English name.
func (c *Class) Error() string { return c.name.EN }

// In returns the name in the language, without the package.
func (c *Class) In(lang Lang) string {
	if lang == English {
		_, name, _ := strings.Cut(c.name.EN, ": ")
		return name
	}
	return c.name.ZH
}

// Classes of input of any kind.
var (
	// ErrSyntax: the bytes are not of the format.
	ErrSyntax = NewClass("input: malformed", "文件格式错误")
	// ErrLimit: the input is larger than the limits allow.
	ErrLimit = NewClass("input: exceeds a limit", "超出限值")
)

// An Error says why input was refused, and where. It matches its class with
// errors.Is.
type Error struct {
	Class  error
	Code   string // of the message
	Place  Place
	Text   string // English, without the place
	Values map[string]string
	Cause  error // what lay behind it, or nil
}

// Error returns the class, the place and the reason in English.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Class.Error())
	if at := e.Place.String(); at != "" {
		b.WriteString(": ")
		b.WriteString(at)
	}
	if e.Text != "" {
		b.WriteString(": ")
		b.WriteString(e.Text)
	}
	if e.Cause != nil {
		b.WriteString(": ")
		b.WriteString(e.Cause.Error())
	}
	return b.String()
}

// Unwrap lets errors.Is and errors.As reach the class and the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Class}
	}
	return []error{e.Class, e.Cause}
}

// Because returns the error with what lay behind it.
func (e *Error) Because(cause error) *Error {
	e.Cause = cause
	return e
}

// At returns err with the unknown parts of its place filled in from outer, if
// it is an *Error; any other error is wrapped into one of class ErrSyntax.
// A nil error stays nil.
func At(err error, outer Place) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		c := *e
		c.Place = e.Place.Within(outer)
		return &c
	}
	return &Error{Class: ErrSyntax, Code: msgUnreadable.Code, Place: outer, Cause: err}
}
