package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sanxian/sanxian/boundary"
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

// words is a message in both languages. As an error it is one of this program.
type words struct{ zh, en string }

func (w words) Error() string { return w.en }

func (w words) in(lang message.Lang) string {
	if lang == message.English {
		return w.en
	}
	return w.zh
}

// say writes one message for people.
func say(w io.Writer, lang message.Lang, err error) {
	text := message.Say(lang, err)
	var both words
	if errors.As(err, &both) {
		text = both.in(lang)
	}
	fmt.Fprintln(w, "convert: "+text)
}

var errHelp = errors.New("help")

var formats = []string{"geojson", "ndjson", "shapefile", "survey", "wkb", "wkt"}

// extensions say the format of -o.
var extensions = map[string]string{
	".geojson": "geojson", ".json": "geojson", ".ndjson": "ndjson", ".geojsonl": "ndjson", ".jsonl": "ndjson",
	".shp": "shapefile", ".zip": "shapefile", ".txt": "survey", ".wkb": "wkb", ".wkt": "wkt",
}

// parse reads the arguments. The options it returns with an error have the
// language, as far as that is known.
func parse(args []string) (*options, error) {
	o := &options{lang: language(args)}
	f := flag.NewFlagSet("convert", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&o.layer, "layer", "", "")
	f.StringVar(&o.encoding, "encoding", "", "")
	f.BoolVar(&o.skipNull, "skip-null", false, "")
	f.StringVar(&o.aliases, "aliases", "", "")
	f.BoolVar(&o.densify, "densify", false, "")
	f.StringVar(&o.to, "to", "", "")
	f.StringVar(&o.out, "o", "", "")
	crs, edges, as := f.String("crs", "", ""), f.String("edges", "", ""), f.String("as", "", "")
	charset, lang := f.String("charset", "", ""), f.String("lang", "zh", "")
	// The file may stand anywhere between the flags.
	var files []string
	for rest := args; ; {
		switch err := f.Parse(rest); {
		case errors.Is(err, flag.ErrHelp):
			return o, errHelp
		case err != nil:
			return o, flagError(err)
		}
		if f.NArg() == 0 {
			break
		}
		files, rest = append(files, f.Arg(0)), f.Args()[1:]
	}
	var err error
	if o.lang, err = message.ParseLang(*lang); err != nil {
		o.lang = message.Chinese
		return o, words{"-lang 只能是 zh 或 en，不能是 " + quote(*lang), "-lang is zh or en, not " + quote(*lang)}
	}
	switch len(files) {
	case 0:
		return o, words{"请指明一个文件", "name a file"}
	case 1:
		o.in = files[0]
	default:
		return o, words{"一次只能处理一个文件，多出了 " + quote(files[1]), "one file at a time; there is also " + quote(files[1])}
	}
	if o.crs, err = frame(*crs); err != nil {
		return o, err
	}
	if o.as, err = frame(*as); err != nil {
		return o, err
	}
	if *edges != "" {
		if o.edges, err = boundary.ParseEdges(*edges); err != nil {
			return o, err
		}
	}
	if o.as != nil && *edges != "" && o.as.Geographic() {
		f := o.as.WithEdges(o.edges)
		o.as = &f
	}
	return o, o.output(*charset)
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
			return words{"从 -o " + o.out + " 的扩展名看不出格式，请用 -to 指明", "the extension of -o " + o.out + " says no format; name it with -to"}
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
		return words{"-charset 只能是 GBK 或 UTF-8，不能是 " + quote(charset), "-charset is GBK or UTF-8, not " + quote(charset)}
	}
	switch {
	case o.to == "":
		if o.as != nil || o.densify || o.charset != "" {
			return words{"-as、-densify、-charset 用于转换：还要用 -o 指明写入的文件，或用 -to 指明格式", "-as, -densify and -charset are for converting: name a file with -o, or a format with -to"}
		}
	case !slices.Contains(formats, o.to):
		return words{"-to 只能是 " + strings.Join(formats, "、") + "，不能是 " + quote(o.to), "-to is one of " + strings.Join(formats, ", ") + ", not " + quote(o.to)}
	case o.to == "shapefile" && o.out == "":
		return words{"Shapefile 是一组文件，请用 -o 指明，如 -o 结果.shp 或 -o 结果.zip", "a Shapefile is a set of files: name it with -o, such as -o result.shp or -o result.zip"}
	case o.charset == "GBK" && o.to != "shapefile" && o.to != "survey":
		return words{"只有 Shapefile 和界址点 TXT 可以写成 GBK", "only Shapefiles and survey TXT can be written in GBK"}
	case o.densify && o.as == nil:
		return words{"-densify 与 -as 一起使用", "-densify goes with -as"}
	}
	return nil
}

// language finds -lang before the arguments are read, for messages about them.
func language(args []string) message.Lang {
	for i, a := range args {
		name, value, inline := strings.Cut(strings.TrimLeft(a, "-"), "=")
		if name == "lang" && !inline && i+1 < len(args) {
			value = args[i+1]
		}
		if name == "lang" && value == "en" {
			return message.English
		}
	}
	return message.Chinese
}

// flagError says what package flag found, which it says in English only.
func flagError(err error) error {
	s := err.Error()
	if name, ok := strings.CutPrefix(s, "flag provided but not defined: "); ok {
		return words{"没有参数 " + name, "there is no flag " + name}
	}
	if name, ok := strings.CutPrefix(s, "flag needs an argument: "); ok {
		return words{"参数 " + name + " 后面缺少值", "flag " + name + " needs a value"}
	}
	if strings.HasPrefix(s, "invalid boolean value") {
		return words{"-skip-null 和 -densify 后面不写值", "-skip-null and -densify take no value"}
	}
	return words{"参数有误：" + s, s}
}

func quote(s string) string { return `"` + s + `"` }
