package codec

import (
	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var msgEncodingFixed = message.New("encoding.fixed", "the encoding {encoding} is given, but only the attributes of a Shapefile can be in another than the file shows; leave it out",
	"指定了编码 {encoding}，但只有 Shapefile 的属性才能另行指定编码，请去掉该项")

// FixedEncoding refuses an encoding where there is nothing that could be in it.
func FixedEncoding(r *boundary.Reading) error {
	if r.Encoding == "" {
		return nil
	}
	return msgEncodingFixed.Error(message.ErrSyntax, message.Place{File: r.Name}, "encoding", r.Encoding)
}
