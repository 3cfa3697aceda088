package main

import (
	"cmp"
	"time"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

const help = `rules 核对规则集和补充规则，供法务人员阅读：
规则之间有没有矛盾、有没有永远不起作用的规则，哪些数值和依据未经核实，
每类项目在各条控制线、各分区会得到什么结论；补充规则还列出它改变了哪些结论。

用法：rules check [参数] [文件…]
不写文件时核对内置规则集。补充规则合并到内置规则集（或写在它前面的规则集）上核对。

  -date 日期        按这一天施行的规则回答，默认今天
  -area 面积        占用面积（m²），审批层级与面积有关时用，默认 10000
  -format text|csv  text（默认，按结论归并）；csv（每类项目、每个位置一行）
  -lang zh|en       语言，默认 zh

退出码：0 规则集可用；1 规则集有矛盾或无法读取；2 用法有误。

例子：
  rules check
  rules check 补充规则.json
  rules check -format csv 补充规则.json > 结论.csv

rules proves that a rule set holds together and tells a lawyer what it answers: no rule
contradicts or hides another, which figures and citations are not verified, what every
kind of project is answered in every place, and what a supplement changes.

Usage: rules check [flags] [FILE...]
Without a file it is the built-in set. A supplement is merged over that, or over the set
named before it.

  -date DATE        answer by the rules in force on this day, default today
  -area AREA        overlap in m², where levels of approval depend on it, default 10000
  -format text|csv  text (default, by answer), csv (a row per kind of project and place)
  -lang zh|en       language, default zh

Exit status: 0 the rules hold together; 1 they do not, or cannot be read; 2 wrong usage.
`

// options are the arguments, understood.
type options struct {
	files  []string
	date   rules.Date
	area   float64
	format string
	lang   message.Lang
}

// parse reads the arguments. The options it returns with an error have the
// language, as far as that is known.
func parse(args []string, now time.Time) (*options, error) {
	o := &options{lang: command.Language(args)}
	var lang, date string
	f := command.NewFlags(program)
	f.StringVar(&date, "date", "", "")
	f.Float64Var(&o.area, "area", 10_000, "")
	f.StringVar(&o.format, "format", "text", "")
	f.StringVar(&lang, "lang", "zh", "")
	verb := len(args) > 0 && args[0] == "check"
	if verb {
		args = args[1:]
	}
	if err := command.ParseFlags(f, args); err != nil {
		return o, err
	}
	if !verb {
		return o, command.Words{ZH: "请写 rules check", EN: "write rules check"}
	}
	o.files = f.Args()
	var err error
	if o.lang, err = command.ParseLang(lang); err != nil {
		return o, err
	}
	if o.date, err = rules.ParseDate(cmp.Or(date, now.Format("2006-01-02"))); err != nil {
		return o, command.Words{ZH: "-date " + command.Quote(date) + " 不是日期，应写成 2026-11-24", EN: "-date " + command.Quote(date) + " is not a date such as 2026-11-24"}
	}
	if !(o.area > 0) {
		return o, command.Words{ZH: "-area 应大于 0", EN: "-area is more than 0"}
	}
	return o, command.OneOf("-format", o.format, []string{"text", "csv"})
}
