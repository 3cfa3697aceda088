package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// projectDetails are the words that may follow the kind in -project. They are
// the fields of a project's JSON.
var projectDetails = []struct {
	name   string
	zh, en string
	set    func(p *rules.Project, on bool)
}{
	{"linear", "线性工程：路、管、渠、线及其桥隧", "road, pipe, canal or line, with bridges and tunnels", func(p *rules.Project, on bool) { p.Linear = on }},
	{"requests_land", "在线内申请用地（默认是；requests_land=no 为仅跨越、穿越）", "land is applied for (the default; =no only crosses)", func(p *rules.Project, on bool) { p.RequestsLand = &on }},
	{"temporary", "临时用地", "land used for a time and restored", func(p *rules.Project, on bool) { p.Temporary = on }},
	{"national_list", "列入国家重大项目", "major project of the state", func(p *rules.Project, on bool) { p.NationalList = on }},
	{"provincial_list", "列入省级清单", "on a list of the province", func(p *rules.Project, on bool) { p.ProvincialList = on }},
	{"stock_land", "全部在存量建设用地上", "wholly on existing construction land", func(p *rules.Project, on bool) { p.StockLand = on }},
	{"concentrated", "新城新区、开发区等集中城镇建设", "new town, development zone or the like", func(p *rules.Project, on bool) { p.Concentrated = on }},
	{"special_site", "有特定选址要求的零星用地", "small urban site that must be where it is", func(p *rules.Project, on bool) { p.SpecialSite = on }},
	{"rebuild", "改建（不新建、不扩建）", "changes what exists, enlarges nothing", func(p *rules.Project, on bool) { p.Rebuild = on }},
}

// parseProject reads -project: a kind with details, a JSON object, or a file
// of one.
func parseProject(s string) (rules.Project, error) {
	text := strings.TrimSpace(s)
	if name, ok := strings.CutPrefix(text, "@"); ok {
		b, err := os.ReadFile(name)
		if err != nil {
			return rules.Project{}, command.Words{"-project @" + name + "：文件无法读取", "-project @" + name + ": the file cannot be read"}
		}
		text = strings.TrimSpace(strings.TrimPrefix(string(b), "\ufeff"))
		if !strings.HasPrefix(text, "{") {
			return rules.Project{}, command.Words{"-project @" + name + "：应是一个 JSON 对象", "-project @" + name + ": a JSON object is expected"}
		}
	}
	return projectOf(text)
}

// siteProject reads the description in a property of a site, nil where it is
// empty. Data name no files.
func siteProject(f boundary.Feature, file, property string) (*rules.Project, error) {
	text := f.Properties.Text(property)
	if raw := strings.TrimSpace(string(f.Properties.Raw(property))); strings.HasPrefix(raw, "{") {
		text = raw
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil, nil
	}
	p, err := projectOf(text)
	var w command.Words
	if errors.As(err, &w) {
		return nil, command.Words{"文件 " + file + "，图斑 " + f.ID + "，属性 " + property + "：" + strings.TrimPrefix(w.ZH, "-project "),
			file + ", feature " + f.ID + ", property " + property + ": " + strings.TrimPrefix(w.EN, "-project ")}
	}
	return &p, err
}

// projectOf reads a kind with details, or a JSON object.
func projectOf(text string) (rules.Project, error) {
	if strings.HasPrefix(text, "{") {
		var p rules.Project
		err := json.Unmarshal([]byte(text), &p)
		return p, badProject(err)
	}
	fields := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，;； ", r) })
	var p rules.Project
	if len(fields) > 0 {
		if kind, err := rules.ParseProject(fields[0]); err == nil {
			p, fields = kind, fields[1:]
		}
	}
	for _, f := range fields {
		if err := setDetail(&p, f); err != nil {
			return p, err
		}
	}
	return p, badProject(p.Validate())
}

func setDetail(p *rules.Project, word string) error {
	name, value, given := strings.Cut(word, "=")
	switch {
	case name == "class" && given:
		if p.Class = value; value == "unspecified" {
			p.Class = ""
		}
		return nil
	case name == "activity" && given:
		if p.Activity = value; value == "none" {
			p.Activity = ""
		}
		return nil
	}
	if name == "programme" && given {
		if p.Programme = value; value == "none" {
			p.Programme = ""
		}
		return nil
	}
	if name == "ownership" && given {
		if p.Ownership = value; value == "unknown" {
			p.Ownership = ""
		}
		return nil
	}
	for _, d := range projectDetails {
		if d.name != name {
			continue
		}
		switch strings.ToLower(value) {
		case "", "yes", "true", "是":
			d.set(p, true)
			return nil
		case "no", "false", "否":
			d.set(p, false)
			return nil
		}
		return command.Words{"-project 中 " + name + " 只能是 yes 或 no，不能是 " + command.Quote(value), "-project: " + name + " is yes or no, not " + command.Quote(value)}
	}
	return command.Words{"-project " + command.Quote(word) + " 不是可选的项目类型或说明", "-project " + command.Quote(word) + " is not a kind of project or a detail of one"}
}

// badProject says what is wrong with -project in the words of its user.
func badProject(err error) error {
	if err == nil {
		return nil
	}
	return command.Words{"-project 有误：" + message.Say(message.Chinese, err), "-project: " + message.Say(message.English, err)}
}

// listProjects writes what -project takes.
func listProjects(w io.Writer, lang message.Lang) {
	pick := lang.Pick
	row := func(word string, t message.Text) { fmt.Fprintf(w, "  %-32s%s\n", word, pick(t.ZH, t.EN)) }
	for _, k := range rules.Projects() {
		row(k.Kind, k.Title)
	}
	fmt.Fprintln(w, pick("\n类型后面可以用逗号加说明（写 =no 表示否）：", "\nDetails that may follow the kind, with commas between (=no for no):"))
	for _, d := range projectDetails {
		row(d.name, message.Text{ZH: d.zh, EN: d.en})
	}
	for _, c := range rules.Programmes()[1:] {
		row("programme="+c.Kind, c.Title)
	}
	row("ownership=collective", message.Text{ZH: "集体土地", EN: "collective land"})
	row("ownership=state", message.Text{ZH: "国有土地", EN: "state-owned land"})
	for _, c := range rules.Classes()[1:] {
		row("class="+c.Kind, c.Title)
	}
	for _, a := range rules.Activities()[1:] {
		row("activity="+a.Kind, a.Title)
	}
}
