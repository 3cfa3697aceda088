package open

import (
	"io/fs"
	"iter"
	"path"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/shapefile"
)

// shapefileMember reports whether the file belongs to a Shapefile by its name.
func (s *Source) shapefileMember() bool {
	if s.Gzip || s.content.bytes != nil {
		return false
	}
	switch ext := strings.ToLower(path.Ext(s.content.name)); ext {
	case ".shp": // its reader says best what is wrong with it
		return true
	case ".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".xml":
		return s.besideShapes()
	}
	return false
}

// shapesName returns the path of the .shp that a file of a Shapefile belongs to.
func shapesName(name string) string {
	switch ext := path.Ext(name); strings.ToLower(ext) {
	case ".shp":
		return name
	case ".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix":
		return strings.TrimSuffix(name, ext) + ".shp"
	case ".xml": // name.shp.xml
		return shapesName(strings.TrimSuffix(name, ext))
	}
	return name + ".shp"
}

// besideShapes reports whether there is a .shp of the same name, in any case.
func (s *Source) besideShapes() bool {
	dir, base := path.Split(path.Clean(shapesName(s.content.name)))
	entries, err := fs.ReadDir(s.content.fsys, path.Clean(dir))
	if err != nil {
		return false
	}
	for _, e := range entries {
		if !e.IsDir() && strings.EqualFold(e.Name(), base) {
			return true
		}
	}
	return false
}

// set makes the source a Shapefile with the files beside it.
func (s *Source) set() {
	s.Format = Shapefile
	c := s.content
	if c.bytes == nil && (strings.EqualFold(path.Ext(c.name), ".shp") || s.besideShapes()) {
		if s.Name == c.name {
			s.Name = shapesName(c.name)
			s.opt.Name = s.Name
		}
		s.shapes = func(opt *shapefile.Options) iter.Seq2[boundary.Feature, error] {
			return shapefile.Open(s.ctx, c.fsys, shapesName(c.name), opt)
		}
		return
	}
	// The shapes alone, under a name that says nothing.
	s.shapes = func(opt *shapefile.Options) iter.Seq2[boundary.Feature, error] {
		return func(yield func(boundary.Feature, error) bool) {
			in, err := c.open(s.ctx)
			if err != nil {
				yield(boundary.Feature{}, err)
				return
			}
			defer in.Close()
			shapefile.Read(s.ctx, shapefile.Files{SHP: in.Reader}, opt)(yield)
		}
	}
}
