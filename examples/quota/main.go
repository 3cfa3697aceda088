// Quota prints the quota accounts of a city and its units for one year: what
// was advanced, earned, deducted, used and reserved, who is ahead, and who must
// dispose of how much to break even.
//
//	go run ./examples/quota                     the demo: eight units of 聊城, synthetic entries
//	go run ./examples/quota -format csv -o a.csv
//	go run ./examples/quota -entries my.csv -rates my.json
package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/quota"
)

//go:embed demo
var demo embed.FS

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

const help = `规划指标台账：预支、增存挂钩、增违挂钩

用法：
  go run ./examples/quota [选项]

不带选项时，用内置的示例：聊城八个县（市、区）2025 年的台账。
示例的数据全部是合成的，比例只是示例，不是任何文件的规定。

选项：
  -format text|csv|json  输出格式，缺省 text；csv 带 BOM，可直接用 Excel 打开
  -lang zh|en            语言，缺省 zh
  -entries 文件          台账记录，CSV（UTF-8 或 GBK）或 JSON；“-” 为标准输入
  -rates 文件            比例，JSON：{"earned_unsupplied": "50%", "earned_idle": "0.5",
                         "illegal_use": "1", "penalty": "20%"}
                         比例每年核定，没有缺省值；缺哪一项，用到时会说明
  -units 文件            单位、处置任务和余额下限，JSON，样式见 demo/units.json；
                         另可写 floor_ha（余额下限，缺省 0）
  -year 年度             缺省为台账中最后一个计划年度
  -o 文件                写入文件，缺省为标准输出

CSV 的列（中文或英文列名均可）：
  编号 id，事项 kind，区划代码 region，上级代码 parent，计划年度 period，日期 date，
  项目 project，面积（公顷）area_ha 或 面积（平方米）area_m2，比例 rate，
  数额（公顷）amount_ha，来源 source，备注 note
事项：
  预支 下达 批而未供处置 闲置处置 奖励 违法用地扣减 未完成任务扣减
  预留 批准 供应 登记 退回 失效 结算
  退回、失效、结算的面积写 0，表示剩余的全部；更正用负面积（红字冲销）。

余额 = 预支 + 挣得 − 扣减 − 已用 − 预留，精确到 0.0001 公顷（1 平方米）。

例：
  go run ./examples/quota -format csv -o 台账.csv
  go run ./examples/quota -entries 2025.csv -rates 2025.json -year 2025

退出码：0 成功；1 输入被拒绝（说明文件、行和原因）；2 用法错误。

----
Quota accounts of a city and its units. Without options: a demo with synthetic
entries and example rates that are no law. Options: -format text|csv|json,
-lang zh|en, -entries FILE (CSV or JSON, "-" is standard input), -rates FILE
(JSON, kind to rate; there are no defaults), -units FILE (names, tasks, floors),
-year YEAR, -o FILE. Exit status: 0 done, 1 input refused, 2 wrong usage.
`

type options struct {
	format, entries, rates, units, out string
	lang                               message.Lang
	year                               int
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var o options
	var lang string
	flags := flag.NewFlagSet("quota", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.format, "format", "text", "")
	flags.StringVar(&lang, "lang", "zh", "")
	flags.StringVar(&o.entries, "entries", "", "")
	flags.StringVar(&o.rates, "rates", "", "")
	flags.StringVar(&o.units, "units", "", "")
	flags.IntVar(&o.year, "year", 0, "")
	flags.StringVar(&o.out, "o", "", "")
	usage := func(zh, en string) int {
		fmt.Fprintf(stderr, "%s\n%s\n（-h 查看用法 / -h for help）\n", zh, en)
		return 2
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, help)
		return 0
	} else if err != nil {
		return usage("用法错误："+err.Error(), "wrong usage: "+err.Error())
	}
	var err error
	switch o.lang, err = message.ParseLang(lang); {
	case err != nil:
		return usage("-lang 只能是 zh 或 en", "-lang must be zh or en")
	case flags.NArg() > 0:
		return usage(fmt.Sprintf("多余的参数 %q", flags.Arg(0)), fmt.Sprintf("unexpected argument %q", flags.Arg(0)))
	case o.format != "text" && o.format != "csv" && o.format != "json":
		return usage("-format 只能是 text、csv 或 json", "-format must be text, csv or json")
	case o.year < 0 || o.year > 9999:
		return usage("-year 须是年度", "-year must be a year")
	case o.rates != "" && o.entries == "":
		return usage("-rates 须与 -entries 一起用", "-rates needs -entries")
	case o.units != "" && o.entries == "":
		return usage("-units 须与 -entries 一起用", "-units needs -entries")
	}
	if err := o.make(stdin, stdout); err != nil {
		fmt.Fprintln(stderr, said(o.lang, err))
		return 1
	}
	return 0
}

// refusal is an error of this program in both languages.
type refusal struct{ zh, en string }

func (r refusal) Error() string { return r.en }

func said(lang message.Lang, err error) string {
	var r refusal
	if errors.As(err, &r) && lang != message.English {
		return r.zh
	}
	if errors.As(err, &r) {
		return r.en
	}
	return message.Say(lang, err)
}

func (o *options) make(stdin io.Reader, stdout io.Writer) error {
	in, err := o.read(stdin)
	if err != nil {
		return err
	}
	ledger, err := in.post(context.Background())
	if err != nil {
		return err
	}
	b, err := newBook(ledger, in, o.year)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	switch o.format {
	case "text":
		b.text(&out, o.lang)
	case "csv":
		err = b.csv(&out, o.lang)
	case "json":
		err = b.json(&out)
	}
	if err != nil {
		return err
	}
	if o.out == "" {
		_, err := stdout.Write(out.Bytes())
		return err
	}
	return writeFile(o.out, out.Bytes())
}

// writeFile replaces the file only when all of it is written.
func writeFile(name string, data []byte) error {
	// A device or a pipe is written to as it is.
	if info, err := os.Stat(name); err == nil && info.Mode()&fs.ModeType != 0 {
		return os.WriteFile(name, data, 0o644) // which says so if it is a directory
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".quota-*")
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			err = &fs.PathError{Op: path.Op, Path: name, Err: path.Err}
		}
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
		return &fs.PathError{Op: "write", Path: name, Err: err}
	}
	return nil
}

// kinds that the disposal of land earns by.
var disposals = []quota.Kind{quota.EarnedUnsupplied, quota.EarnedIdle}

// steps of a project, in order.
var steps = []quota.Kind{quota.Reservation, quota.Approval, quota.Supply, quota.Registration}
