package shapefile

import (
	"io"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var msgShapefileBytes = message.New("shapefile.bytes", "the files hold more than {limit} bytes", "文件总大小超过 {limit} 字节")

// Options say how a Shapefile is read. Nil means the defaults.
type Options struct {
	boundary.Reading

	// Layer names the Shapefile of a zip that holds several, by its file name
	// without extension or by its path.
	Layer string

	// Header receives the header before the first feature; nil: dropped.
	Header func(Header)
}

// Files are the members of one Shapefile. SHP is required; nil stands for a
// file that is missing. Where SHP is an io.Seeker, its shapes can be in another order
// than SHX lists them.
type Files struct {
	SHP io.Reader // shapes
	DBF io.Reader // attributes
	SHX io.Reader // index, which says where shapes are that do not follow each other
	PRJ io.Reader // coordinate system
	CPG io.Reader // encoding of the attributes
}

// member is one of the files with its name for messages.
type member struct {
	io.Reader
	name string
}

// bundle is a Shapefile opened for reading; members without Reader are
// missing.
type bundle struct {
	shp, dbf, shx, prj, cpg member
}

// extensions in the order of preference where two names differ only in case.
var extensions = []string{".shp", ".dbf", ".shx", ".prj", ".cpg"}

func (b *bundle) member(extension string) *member {
	switch extension {
	case ".shp":
		return &b.shp
	case ".dbf":
		return &b.dbf
	case ".shx":
		return &b.shx
	case ".prj":
		return &b.prj
	case ".cpg":
		return &b.cpg
	}
	return nil
}

// tooLong refuses files that together are over Limits.Bytes.
func tooLong(limit int64) error {
	return msgShapefileBytes.Error(message.ErrLimit, message.Place{}, "limit", limit)
}
