package main

import (
	"flag"
	"path/filepath"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
)

// options are the arguments, understood.
type options struct {
	in       string
	crs      *boundary.Frame
	edges    boundary.Edges
	layer    string
	encoding string
	skipNull bool
	aliases  string // file of names of one's own

	as      *boundary.Frame
	densify bool
	to      string // "" to describe only
	zip     bool   // a Shapefile goes into a zip
	out     string // "" is standard output
	charset string // "", "GBK" or "UTF-8"

	lang message.Lang
}

var formats = []string{"geojson", "ndjson", "shapefile", "survey", "wkb", "wkt"}

// extensions say the format of -o.
var extensions = map[string]string{
	".geojson": "geojson", ".json": "geojson", ".ndjson": "ndjson", ".geojsonl": "ndjson", ".jsonl": "ndjson",
	".shp": "shapefile", ".zip": "shapefile", ".txt": "survey", ".wkb": "wkb", ".wkt": "wkt",
}

// texts are the arguments that have to be understood together.
type texts struct{ crs, edges, as, charset, lang string }

// parse reads the arguments. The options it returns with an error have the
// language, as far as that is known.
func parse(args []string) (*options, error) {
	o := &options{lang: command.Language(args)}
	var t texts
	files, err := parseFlags(o.flags(&t), args)
	if err != nil {
		return o, err
	}
	if o.lang, err = command.ParseLang(t.lang); err != nil {
		return o, err
	}
	switch len(files) {
	case 0:
		return o, command.Words{"请指明一个文件", "name a file"}
	case 1:
		o.in = files[0]
	default:
		return o, command.Words{"一次只能处理一个文件，多出了 " + command.Quote(files[1]), "one file at a time; there is also " + command.Quote(files[1])}
	}
	if err := o.systems(t); err != nil {
		return o, err
	}
	return o, o.output(t.charset)
}

func (o *options) flags(t *texts) *flag.FlagSet {
	f := command.NewFlags(program)
	f.StringVar(&o.layer, "layer", "", "")
	f.StringVar(&o.encoding, "encoding", "", "")
	f.BoolVar(&o.skipNull, "skip-null", false, "")
	f.StringVar(&o.aliases, "aliases", "", "")
	f.BoolVar(&o.densify, "densify", false, "")
	f.StringVar(&o.to, "to", "", "")
	f.StringVar(&o.out, "o", "", "")
	f.StringVar(&t.crs, "crs", "", "")
	f.StringVar(&t.edges, "edges", "", "")
	f.StringVar(&t.as, "as", "", "")
	f.StringVar(&t.charset, "charset", "", "")
	f.StringVar(&t.lang, "lang", "zh", "")
	return f
}

// parseFlags returns the arguments that are no flags: the file may stand
// anywhere between them.
func parseFlags(f *flag.FlagSet, args []string) (files []string, err error) {
	for rest := args; ; {
		if err := command.ParseFlags(f, rest); err != nil {
			return nil, err
		}
		if f.NArg() == 0 {
			return files, nil
		}
		files, rest = append(files, f.Arg(0)), f.Args()[1:]
	}
}

// systems settles the coordinate systems and what is a straight edge in them.
func (o *options) systems(t texts) (err error) {
	if o.crs, err = frame(t.crs); err != nil {
		return err
	}
	if o.as, err = frame(t.as); err != nil {
		return err
	}
	if t.edges != "" {
		if o.edges, err = boundary.ParseEdges(t.edges); err != nil {
			return err
		}
	}
	if o.as != nil && t.edges != "" && o.as.Geographic() {
		f := o.as.WithEdges(o.edges)
		o.as = &f
	}
	return nil
}

func frame(s string) (*boundary.Frame, error) {
	if s == "" {
		return nil, nil
	}
	f, err := boundary.ParseFrame(s)
	return &f, err
}

// output settles what is written where.
func (o *options) output(charset string) error {
	ext := strings.ToLower(filepath.Ext(o.out))
	if o.to == "" && o.out != "" {
		if o.to = extensions[ext]; o.to == "" {
			return command.Words{"从 -o " + o.out + " 的扩展名看不出格式，请用 -to 指明", "the extension of -o " + o.out + " says no format; name it with -to"}
		}
	}
	o.zip = o.to == "shapefile" && ext == ".zip"
	switch strings.ToUpper(strings.ReplaceAll(charset, "-", "")) {
	case "":
	case "GBK", "GB2312", "GB18030":
		o.charset = "GBK"
	case "UTF8":
		o.charset = "UTF-8"
	default:
		return command.Words{"-charset 只能是 GBK 或 UTF-8，不能是 " + command.Quote(charset), "-charset is GBK or UTF-8, not " + command.Quote(charset)}
	}
	if o.to == "" {
		if o.as != nil || o.densify || o.charset != "" {
			return command.Words{"-as、-densify、-charset 用于转换：还要用 -o 指明写入的文件，或用 -to 指明格式", "-as, -densify and -charset are for converting: name a file with -o, or a format with -to"}
		}
		return nil
	}
	if err := command.OneOf("-to", o.to, formats); err != nil {
		return err
	}
	switch {
	case o.to == "shapefile" && o.out == "":
		return command.Words{"Shapefile 是一组文件，请用 -o 指明，如 -o 结果.shp 或 -o 结果.zip", "a Shapefile is a set of files: name it with -o, such as -o result.shp or -o result.zip"}
	case o.charset == "GBK" && o.to != "shapefile" && o.to != "survey":
		return command.Words{"只有 Shapefile 和界址点 TXT 可以写成 GBK", "only Shapefiles and survey TXT can be written in GBK"}
	case o.densify && o.as == nil:
		return command.Words{"-densify 与 -as 一起使用", "-densify goes with -as"}
	}
	return nil
}
