package wkb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var msgWkbSource = message.New("wkb.source", "cannot scan a {type}; a geometry comes as bytes or text", "无法从数据库类型 {type} 读取图形，图形应为字节或文本")

// A Value is a boundary in a column of type geometry, for database/sql and
// pgx: scan into a pointer to it, pass it as an argument. The zero value is
// NULL.
type Value struct {
	Boundary *boundary.Boundary // nil is NULL
	Notes    []message.Note     // what was assumed and repaired by Scan
	Options  *Options           // for Scan, nil for the defaults
}

var (
	_ sql.Scanner   = (*Value)(nil)
	_ driver.Valuer = Value{}
)

// Scan reads a column as drivers hand it over: EWKB or WKB in binary, or as
// hexadecimal text, in a string or bytes. NULL sets Boundary to nil; an empty
// geometry is an error with the code "wkb.empty".
func (v *Value) Scan(src any) (err error) {
	ctx := context.Background() // sql.Scanner gives none
	v.Boundary, v.Notes = nil, nil
	switch b := src.(type) {
	case nil:
		return nil
	case []byte:
		if b == nil { // how some drivers say NULL
			return nil
		}
		v.Boundary, v.Notes, err = Unmarshal(ctx, b, v.Options)
	case string:
		v.Boundary, v.Notes, err = Unmarshal(ctx, []byte(b), v.Options)
	default:
		err = msgWkbSource.Error(message.ErrSyntax, message.Place{}, "type", fmt.Sprintf("%T", src))
	}
	return err
}

// Value returns the boundary as hexadecimal EWKB, the text that a column or a
// cast ($1::geometry) of type geometry takes, or nil for NULL. A function that
// wants bytea, such as ST_GeomFromEWKB, takes Marshal's bytes.
func (v Value) Value() (driver.Value, error) {
	if v.Boundary == nil {
		return nil, nil
	}
	return MarshalHex(v.Boundary), nil
}
