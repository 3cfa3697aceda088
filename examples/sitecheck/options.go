package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// options are the arguments, understood.
type options struct {
	plan, farmland, ecological, boundary, site string

	project rules.Project
	date    rules.Date
	crs     string
	siteCRS string // of -site, in place of crs
	native  bool   // GeoJSON in the coordinate system of the sites
	edges   string
	lang    message.Lang
	format  string
	out     string
	failOn  []zones.Verdict
	explain bool

	rules      []string // files of -rules, in their order
	geometry   bool
	admissible bool
	// projectField names the property that describes each site's project.
	projectField string
	sequence     bool
	adds         rules.Line
	cure         *zones.CureOptions
}

// demo reports whether no data was given.
func (o *options) demo() bool {
	return o.plan+o.farmland+o.ecological+o.boundary+o.site == ""
}

func (o *options) pick(zh, en string) string {
	if o.lang == message.English {
		return en
	}
	return zh
}

// words is a message in both languages. As an error it is one of usage.
type words struct{ zh, en string }

func (w words) Error() string { return w.en }

// say writes one message for people.
func say(w io.Writer, lang message.Lang, err error) {
	text := message.Say(lang, err)
	var both words
	if errors.As(err, &both) {
		if text = both.zh; lang == message.English {
			text = both.en
		}
	}
	fmt.Fprintln(w, "sitecheck: "+text)
}

var (
	errHelp = errors.New("help")
	formats = []string{"text", "json", "geojson", "shapefile", "csv", "html"}
)

// parse reads the arguments. The options it returns with an error have the
// language, as far as that is known.
func parse(args []string, now time.Time) (*options, error) {
	o := &options{lang: language(args)}
	f := flag.NewFlagSet("sitecheck", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&o.plan, "plan", "", "")
	f.StringVar(&o.farmland, "farmland", "", "")
	f.StringVar(&o.ecological, "ecological", "", "")
	f.StringVar(&o.boundary, "boundary", "", "")
	f.StringVar(&o.site, "site", "", "")
	f.StringVar(&o.crs, "crs", "", "")
	f.StringVar(&o.siteCRS, "site-crs", "", "")
	f.StringVar(&o.edges, "edges", "auto", "")
	f.StringVar(&o.format, "format", "text", "")
	f.StringVar(&o.out, "o", "", "")
	f.StringVar(&o.projectField, "project-field", "", "")
	f.BoolVar(&o.explain, "explain", false, "")
	f.BoolVar(&o.geometry, "geometry", false, "")
	f.BoolVar(&o.native, "native", false, "")
	f.BoolVar(&o.admissible, "admissible", false, "")
	f.BoolVar(&o.sequence, "sequence", false, "")
	f.Func("rules", "", func(s string) error { o.rules = append(o.rules, s); return nil })
	adds := f.String("adds", "", "")
	cure := f.Bool("cure", false, "")
	cureArea := f.Float64("cure-area", 0, "")
	cureWidth := f.Float64("cure-width", 0, "")
	lang := f.String("lang", "zh", "")
	project := f.String("project", "unspecified", "")
	date := f.String("date", "", "")
	failOn := f.String("fail-on", "", "")
	switch err := f.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return o, errHelp
	case err != nil:
		return o, flagError(err)
	case f.NArg() > 0:
		return o, words{"不认识的参数 " + quote(f.Arg(0)) + "：文件要写在参数之后，例如 -site " + f.Arg(0),
			"unexpected argument " + quote(f.Arg(0)) + ": files go after a flag, such as -site " + f.Arg(0)}
	}
	var err error
	if o.lang, err = message.ParseLang(*lang); err != nil {
		o.lang = message.Chinese
		return o, words{"-lang 只能是 zh 或 en，不能是 " + quote(*lang), "-lang is zh or en, not " + quote(*lang)}
	}
	if o.date, err = rules.ParseDate(now.Format("2006-01-02")); *date != "" {
		o.date, err = rules.ParseDate(*date)
	}
	if err != nil {
		return o, words{"-date " + quote(*date) + " 不是日期，应写成 2026-11-24", "-date " + quote(*date) + " is not a date such as 2026-11-24"}
	}
	if o.project, err = parseProject(*project); err != nil {
		return o, err
	}
	if *cure || *cureArea != 0 || *cureWidth != 0 {
		if !(*cureArea >= 0 && *cureWidth >= 0) {
			return o, words{"-cure-area 和 -cure-width 不能小于 0", "-cure-area and -cure-width are 0 or more"}
		}
		o.cure = &zones.CureOptions{MinAreaM2: *cureArea, MinWidthM: *cureWidth}
	}
	if o.adds, err = addedLine(*adds); err != nil {
		return o, err
	}
	if o.failOn, err = verdicts(*failOn); err != nil {
		return o, err
	}
	return o, o.validate()
}

func (o *options) validate() error {
	switch {
	case !slices.Contains(formats, o.format):
		return words{"-format 只能是 " + strings.Join(formats, "、") + "，不能是 " + quote(o.format), "-format is one of " + strings.Join(formats, ", ") + ", not " + quote(o.format)}
	case o.plan != "" && o.farmland+o.ecological+o.boundary != "":
		return words{"-plan 已经说明了图层，不能再用 -farmland、-ecological、-boundary", "-plan names the layers already: leave out -farmland, -ecological and -boundary"}
	case o.format == "shapefile" && !strings.EqualFold(filepath.Ext(o.out), ".zip"):
		return words{"-format shapefile 写成 zip 压缩包：请用 -o 冲突.zip 指明文件", "-format shapefile is written as a zip: name a file, such as -o conflicts.zip"}
	case !o.demo() && o.site == "":
		return words{"缺少要核查的地块：请用 -site 指明文件", "there is no site to check: name a file with -site"}
	}
	modes := 0
	for _, m := range []struct {
		on      bool
		name    string
		formats []string
	}{{o.sequence, "-sequence", []string{"text", "json"}}, {o.admissible, "-admissible", []string{"text", "json"}}, {o.geometry, "-geometry", []string{"json", "geojson", "shapefile", "html"}}, {o.native, "-native", []string{"geojson"}}} {
		if m.on && !slices.Contains(m.formats, o.format) {
			return words{m.name + " 只能与 -format " + strings.Join(m.formats, "、") + " 同用", m.name + " goes with -format " + strings.Join(m.formats, ", ") + " only"}
		}
		if m.on && m.name != "-geometry" && m.name != "-native" {
			modes++
		}
	}
	if modes > 1 {
		return words{"-sequence 和 -admissible 不能同时使用", "-sequence and -admissible are two different questions: ask one"}
	}
	for _, crs := range []string{o.crs, o.siteCRS} {
		if crs == "" {
			continue
		}
		if _, err := boundary.ParseFrame(crs); err != nil {
			return err
		}
	}
	if o.edges != "auto" {
		if _, err := boundary.ParseEdges(o.edges); err != nil {
			return err
		}
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

func verdicts(list string) ([]zones.Verdict, error) {
	var out []zones.Verdict
	for _, s := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '，' || r == ' ' }) {
		if !slices.Contains(zones.Verdicts, zones.Verdict(s)) {
			return nil, words{"-fail-on 不认识结论 " + quote(s) + "，可写 fail、not_checked、conditional、pass，用逗号分开",
				"-fail-on does not know the verdict " + quote(s) + ": write fail, not_checked, conditional, pass, with commas between"}
		}
		out = append(out, zones.Verdict(s))
	}
	return out, nil
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
	if _, name, ok := strings.Cut(s, " for "); ok && strings.HasPrefix(s, "invalid boolean value") {
		name, _, _ = strings.Cut(name, ":")
		return words{name + " 后面不写值", name + " takes no value"}
	}
	if _, name, ok := strings.Cut(s, " for flag "); ok && strings.HasPrefix(s, "invalid value") {
		name, _, _ = strings.Cut(name, ":")
		return words{name + " 的值不是数字", name + " takes a number"}
	}
	return words{"参数有误：" + s, s}
}

// addedLine reads -adds: the line that the sites are to become part of.
func addedLine(s string) (rules.Line, error) {
	switch s {
	case "":
		return "", nil
	case "farmland":
		return rules.Farmland, nil
	case "ecological":
		return rules.Ecology, nil
	case "boundary":
		return rules.Development, nil
	}
	return "", words{"-adds 只能是 boundary、farmland 或 ecological，不能是 " + quote(s), "-adds is boundary, farmland or ecological, not " + quote(s)}
}

func quote(s string) string { return `"` + s + `"` }
