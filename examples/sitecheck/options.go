package main

import (
	"cmp"
	"flag"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// options are the arguments, understood.
type options struct {
	plan, farmland, ecological, boundary, site, pending string

	project rules.Project
	date    rules.Date
	crs     string
	siteCRS string // of -site, in place of crs
	// encoding of the attributes of Shapefiles: layers and -site, and -site alone.
	encoding, siteEncoding string

	native  bool // GeoJSON in the coordinate system of the sites
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
	against      string // the plan's version before
	adds         rules.Line
	accept       bool // repairs of shapes
	strict       bool // about shapes without land
	cure         *zones.CureOptions
	within       float64 // metres to look for the nearest feature; 0: however far
	noDistances  bool
}

// demo reports whether no data was given.
func (o *options) demo() bool {
	return o.plan+o.farmland+o.ecological+o.boundary+o.site+o.pending == ""
}

var formats = []string{"text", "json", "geojson", "shapefile", "csv", "html"}

// texts are the arguments that have to be understood, as the user wrote them.
type texts struct {
	lang, date, project, adds, failOn string

	cure                bool
	cureArea, cureWidth float64
}

// parse reads the arguments. The options it returns with an error have the
// language, as far as that is known.
func parse(args []string, now time.Time) (*options, error) {
	o := &options{lang: command.Language(args)}
	var t texts
	f := o.flags(&t)
	if err := command.ParseFlags(f, args); err != nil {
		return o, err
	}
	if f.NArg() > 0 {
		return o, command.Words{"不认识的参数 " + command.Quote(f.Arg(0)) + "：文件要写在参数之后，例如 -site " + f.Arg(0),
			"unexpected argument " + command.Quote(f.Arg(0)) + ": files go after a flag, such as -site " + f.Arg(0)}
	}
	if err := o.understand(t, now); err != nil {
		return o, err
	}
	return o, o.validate()
}

func (o *options) flags(t *texts) *flag.FlagSet {
	f := command.NewFlags(program)
	f.StringVar(&o.plan, "plan", "", "")
	f.StringVar(&o.farmland, "farmland", "", "")
	f.StringVar(&o.ecological, "ecological", "", "")
	f.StringVar(&o.boundary, "boundary", "", "")
	f.StringVar(&o.site, "site", "", "")
	f.StringVar(&o.pending, "pending", "", "")
	f.StringVar(&o.crs, "crs", "", "")
	f.StringVar(&o.siteCRS, "site-crs", "", "")
	f.StringVar(&o.encoding, "encoding", "", "")
	f.StringVar(&o.siteEncoding, "site-encoding", "", "")
	f.StringVar(&o.edges, "edges", "auto", "")
	f.StringVar(&o.format, "format", "text", "")
	f.StringVar(&o.out, "o", "", "")
	f.StringVar(&o.projectField, "project-field", "", "")
	f.BoolVar(&o.explain, "explain", false, "")
	f.BoolVar(&o.geometry, "geometry", false, "")
	f.BoolVar(&o.native, "native", false, "")
	f.BoolVar(&o.admissible, "admissible", false, "")
	f.BoolVar(&o.sequence, "sequence", false, "")
	f.StringVar(&o.against, "against", "", "")
	f.BoolVar(&o.accept, "accept-repairs", false, "")
	f.BoolVar(&o.strict, "strict", false, "")
	f.Func("rules", "", func(s string) error { o.rules = append(o.rules, s); return nil })
	f.StringVar(&t.adds, "adds", "", "")
	f.BoolVar(&t.cure, "cure", false, "")
	f.Float64Var(&t.cureArea, "cure-area", 0, "")
	f.Float64Var(&t.cureWidth, "cure-width", 0, "")
	f.Float64Var(&o.within, "within", 0, "")
	f.BoolVar(&o.noDistances, "no-distances", false, "")
	f.StringVar(&t.lang, "lang", "zh", "")
	f.StringVar(&t.project, "project", "unspecified", "")
	f.StringVar(&t.date, "date", "", "")
	f.StringVar(&t.failOn, "fail-on", "", "")
	return f
}

// understand reads the arguments that are more than a word.
func (o *options) understand(t texts, now time.Time) (err error) {
	if o.lang, err = command.ParseLang(t.lang); err != nil {
		return err
	}
	if o.date, err = rules.ParseDate(cmp.Or(t.date, now.Format("2006-01-02"))); err != nil {
		return command.Words{"-date " + command.Quote(t.date) + " 不是日期，应写成 2026-11-24", "-date " + command.Quote(t.date) + " is not a date such as 2026-11-24"}
	}
	if o.project, err = parseProject(t.project); err != nil {
		return err
	}
	if t.cure || t.cureArea != 0 || t.cureWidth != 0 {
		if !(t.cureArea >= 0 && t.cureWidth >= 0) {
			return command.Words{"-cure-area 和 -cure-width 不能小于 0", "-cure-area and -cure-width are 0 or more"}
		}
		o.cure = &zones.CureOptions{MinAreaM2: t.cureArea, MinWidthM: t.cureWidth}
	}
	if o.adds, err = addedLine(t.adds); err != nil {
		return err
	}
	o.failOn, err = verdicts(t.failOn)
	return err
}

func (o *options) validate() error {
	if err := command.OneOf("-format", o.format, formats); err != nil {
		return err
	}
	switch {
	case o.plan != "" && o.farmland+o.ecological+o.boundary != "":
		return command.Words{"-plan 已经说明了图层，不能再用 -farmland、-ecological、-boundary", "-plan names the layers already: leave out -farmland, -ecological and -boundary"}
	case o.format == "shapefile" && !strings.EqualFold(filepath.Ext(o.out), ".zip"):
		return command.Words{"-format shapefile 写成 zip 压缩包：请用 -o 冲突.zip 指明文件", "-format shapefile is written as a zip: name a file, such as -o conflicts.zip"}
	case o.against != "" && o.plan == "":
		return command.Words{"-against 指明旧方案，还要用 -plan 指明新方案", "-against names the plan's version before: name the new one with -plan"}
	case o.against != "" && (o.sequence || o.cure != nil || o.explain || o.geometry || o.native || o.within > 0 || o.noDistances || o.pending != ""):
		return command.Words{"-against 只对照结论和面积，不能与 -sequence、-cure、-explain、-geometry、-native、-within、-no-distances、-pending 同用",
			"-against compares verdicts and areas: leave out -sequence, -cure, -explain, -geometry, -native, -within, -no-distances, -pending"}
	case o.plan != "" && o.crs != "" && o.siteCRS != "":
		return command.Words{"方案中的图层各有坐标系，-crs 只对地块有效，与 -site-crs 只写一个", "the layers of a plan have coordinate systems of their own, so that -crs is for the sites: write it or -site-crs"}
	case o.demo() && o.encoding+o.siteEncoding != "":
		return command.Words{"-encoding 和 -site-encoding 用于 Shapefile，演示中没有：请同时给出数据文件", "-encoding and -site-encoding are for Shapefiles, of which the demo has none: name files of data, too"}
	case !(o.within >= 0):
		return command.Words{"-within 不能小于 0", "-within is 0 or more"}
	case o.within > 0 && o.noDistances:
		return command.Words{"-within 和 -no-distances 不能同时使用", "-within and -no-distances contradict each other: choose one"}
	case !o.demo() && o.site == "":
		return command.Words{"缺少要核查的地块：请用 -site 指明文件", "there is no site to check: name a file with -site"}
	}
	// What a format or a question has no place for is refused, not passed over.
	words, pages := []string{"text", "json"}, []string{"text", "json", "html"}
	for _, m := range []struct {
		on         bool
		name       string
		formats    []string
		admissible bool // goes with -admissible
	}{
		{o.sequence, "-sequence", words, false}, {o.against != "", "-against", words, false}, {o.admissible, "-admissible", words, true}, {o.explain, "-explain", pages, false}, {o.cure != nil, "-cure", pages, false},
		{o.pending != "", "-pending", []string{"text", "json", "html", "csv"}, false},
		{o.geometry, "-geometry", []string{"json", "geojson", "shapefile", "html"}, false}, {o.native, "-native", []string{"geojson"}, false},
	} {
		if m.on && !slices.Contains(m.formats, o.format) {
			return command.Words{m.name + " 只能与 -format " + strings.Join(m.formats, "、") + " 同用", m.name + " goes with -format " + strings.Join(m.formats, ", ") + " only"}
		}
		if m.on && o.admissible && !m.admissible {
			return command.Words{m.name + " 和 -admissible 不能同时使用", m.name + " and -admissible are two different questions: ask one"}
		}
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

func verdicts(list string) ([]zones.Verdict, error) {
	var out []zones.Verdict
	for _, s := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '，' || r == ' ' }) {
		if !slices.Contains(zones.Verdicts, zones.Verdict(s)) {
			return nil, command.Words{"-fail-on 不认识结论 " + command.Quote(s) + "，可写 fail、not_checked、conditional、pass，用逗号分开",
				"-fail-on does not know the verdict " + command.Quote(s) + ": write fail, not_checked, conditional, pass, with commas between"}
		}
		out = append(out, zones.Verdict(s))
	}
	return out, nil
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
	return "", command.Words{"-adds 只能是 boundary、farmland 或 ecological，不能是 " + command.Quote(s), "-adds is boundary, farmland or ecological, not " + command.Quote(s)}
}
