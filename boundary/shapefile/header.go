package shapefile

import "github.com/sanxian/sanxian/boundary/internal/crs"

// A Header is what the files of a Shapefile say before their records.
type Header struct {
	Encoding   string // of names and texts; "" where all was ASCII so far
	EncodingBy string // what told it: "option", ".cpg", ".dbf" (language driver) or "texts", which were looked at
	System     string // name of the coordinate system in the .prj, "" without one
}

// announce hands the header to the caller.
func (r *reader) announce(declared *charset) {
	if r.opt.Header == nil {
		return
	}
	h := Header{System: crs.Name(r.crs.text)}
	switch {
	case r.table == nil || r.table.charset.name == "":
	case declared == nil && r.table.detected:
		h.EncodingBy = "texts"
	case declared == nil:
		h.EncodingBy = ".dbf"
	case r.opt.Encoding != "":
		h.EncodingBy = "option"
	default:
		h.EncodingBy = ".cpg"
	}
	if h.EncodingBy != "" {
		h.Encoding = r.table.charset.name
	}
	r.opt.Header(h)
}
