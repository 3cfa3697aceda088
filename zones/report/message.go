package report

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"syscall"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
)

// Message says an error in the language: where, what, and what lay behind it.
// What the message table does not know is said in English after the Chinese
// name of its class.
func Message(lang Lang, err error) string {
	if err == nil {
		return ""
	}
	var e *boundary.Error
	if !errors.As(err, &e) {
		return clean(cause(lang, err))
	}
	text := translate(lang, e.Code, e.Text, e.Values)
	if e.Code == "unreadable" { // something else went wrong while reading
		text = lang.pick("无法读取", "it cannot be read")
	} else if text == "" || lang != English && text == e.Text {
		text = strings.TrimSuffix(className(lang, e.Class)+lang.colon()+text, lang.colon())
	}
	if e.Cause != nil {
		text += lang.colon() + strings.TrimPrefix(cause(lang, e.Cause), lang.pick("文件 ", "")+e.Place.File+lang.colon())
	}
	return clean(located(lang, place(lang, e.Place), text))
}

// Note says a note of the library in the language.
func Note(lang Lang, n boundary.Note) string {
	return clean(located(lang, place(lang, n.Place), translate(lang, n.Code, n.Text, n.Values)))
}

// reportNote says a note of a report: the text, then where it was found first.
func reportNote(lang Lang, n zones.ReportNote) string {
	text := translate(lang, n.Code, n.Text, n.Values)
	at := ""
	if n.Place != nil {
		at = place(lang, *n.Place)
	}
	switch {
	case n.Count > 1 && at != "":
		text += lang.paren(lang.pick("共 ", "") + strconv.Itoa(n.Count) + lang.pick(" 处，首处：", " times, first: ") + at)
	case n.Count > 1:
		text += lang.paren(lang.pick("共 ", "") + strconv.Itoa(n.Count) + lang.pick(" 处", " times"))
	case at != "":
		text += lang.paren(at)
	}
	return clean(text)
}

func reason(lang Lang, r zones.Reason) string {
	return clean(translate(lang, r.Code, r.Text, r.Values))
}

func located(lang Lang, at, text string) string {
	if at == "" {
		return text
	}
	return at + lang.colon() + text
}

// translate returns the message of a code in the language, the English text
// where there is none.
func translate(lang Lang, code, english string, values map[string]string) string {
	if lang == English {
		return english
	}
	template, ok := chinese(code)
	if !ok {
		return english
	}
	whole := true
	text := placeholder.ReplaceAllStringFunc(template, func(hole string) string {
		name := strings.Trim(hole, "{}")
		value, ok := values[name]
		whole = whole && ok
		return word(lang, name, value)
	})
	if !whole { // better in English than with holes
		return english
	}
	return text
}

var placeholder = regexp.MustCompile(`\{[a-z_0-9]+\}`)

// word says a value of a message that is a word of the JSON.
func word(lang Lang, name, value string) string {
	switch name {
	case "line":
		return LineName(lang, zones.Line(value))
	case "sub_zone":
		return SubZoneName(lang, zones.SubZone(value))
	case "status", "other_status":
		return StatusName(lang, zones.Status(value))
	case "verdict":
		return VerdictName(lang, zones.Verdict(value))
	case "unit":
		return UnitName(lang, value)
	case "zone": // as it is typed
		return value
	}
	if name == "wanted" {
		if w, ok := wantedWords[value]; ok {
			return w
		}
	}
	for _, v := range valueWords {
		if v.english.MatchString(value) {
			return v.english.ReplaceAllString(value, v.chinese)
		}
	}
	return value
}

// wantedWords are what a GeoJSON file should have where it has something else.
var wantedWords = map[string]string{
	"a GeoJSON object":         "GeoJSON 对象",
	"a feature":                "图斑",
	"a geometry":               "图形",
	"a number":                 "数字",
	"a string":                 "文字",
	"a value":                  "值",
	"an array of features":     "图斑数组",
	"an id (string or number)": "编号（文字或数字）",
	"an object of properties":  "属性对象",
	"the end of a string":      "文字的结尾",
	"the end":                  "文件结尾",
}

// valueWords are values of messages that are sentences of their own.
var valueWords = []struct {
	english *regexp.Regexp
	chinese string
}{
	{regexp.MustCompile(`^Xi'an 80$`), "西安 80"},
	{regexp.MustCompile(`^lonlat$`), "经纬度"},
	{regexp.MustCompile(`^gk(\d+)$`), "3 度带第 $1 带"},
	{regexp.MustCompile(`^gk6-(\d+)$`), "6 度带第 $1 带"},
	{regexp.MustCompile(`^Beijing 54$`), "北京 54"},
	{regexp.MustCompile(`^limit_m2 (\S+) is not 0 or more$`), "limit_m2 为 $1，应不小于 0"},
	{regexp.MustCompile(`^base_m2 (\S+) is not 0 or more$`), "base_m2 为 $1，应不小于 0"},
	{regexp.MustCompile(`^used_m2 (\S+) is not 0 or more$`), "used_m2 为 $1，应不小于 0"},
	{regexp.MustCompile(`^ratio, of and base_m2 are of the kind ratio$`), "ratio、of、base_m2 只用于 kind 为 ratio 的指标"},
	{regexp.MustCompile(`^kind ratio needs a ratio of 0 or more and one of of and base_m2$`), "kind 为 ratio 时，须写明不小于 0 的 ratio，并写明 of 或 base_m2 之一"},
	{regexp.MustCompile(`^unknown line (.+)$`), "不认识的控制线 $1"},
	{regexp.MustCompile(`^kind (.+) is not max, min, ratio or reserve$`), "kind 为 $1，应为 max、min、ratio 或 reserve"},
	{regexp.MustCompile(`^keep needs a day and a share of 0 or more$`), "keep 的每一项须写明日期和不小于 0 的 share"},
	{regexp.MustCompile(`^keep is of the kind reserve$`), "keep 只用于 kind 为 reserve 的指标"},
	{regexp.MustCompile(`^keep adds up to more than the whole$`), "keep 各项之和超过 1"},
	{regexp.MustCompile(`^(\w+) has no sub-zone (.+)$`), "$1 没有分区 $2"},
	{regexp.MustCompile(`^counts (.+) is not overlap, addition or increment$`), "counts 为 $1，应为 overlap、addition 或 increment"},
	{regexp.MustCompile(`^the JSON ends too early$`), "JSON 不完整，意外结束"},
	{regexp.MustCompile(`^unknown field (.+)$`), "没有名为 $1 的成员"},
	{regexp.MustCompile(`^invalid character (.+?) .*$`), "JSON 语法错误，不应出现 $1"},
	{regexp.MustCompile(`^cannot unmarshal (\w+) into Go struct field \w*\.?(\S+) of type .*$`), "成员 $2 的值不能是 $1"},
	{regexp.MustCompile(`^cannot unmarshal (\w+) into Go value .*$`), "内容不能是 $1"},
}

// place says where, from the file inwards.
func place(lang Lang, p boundary.Place) string {
	if lang == English {
		return p.String()
	}
	var parts []string
	number := func(n int, before, after string) {
		if n > 0 {
			parts = append(parts, before+strconv.Itoa(n)+after)
		}
	}
	if p.File != "" {
		parts = append(parts, "文件 "+p.File)
	}
	number(p.Line, "第 ", " 行")
	if p.Feature != "" {
		parts = append(parts, "图斑 "+p.Feature)
	}
	number(p.Polygon, "第 ", " 个多边形")
	number(p.Ring, "第 ", " 环")
	number(p.Vertex, "第 ", " 点")
	if p.Point != nil {
		parts = append(parts, "坐标 ("+figure(p.Point.X)+" "+figure(p.Point.Y)+")")
	}
	return strings.Join(parts, "，")
}

var classNames = map[error]words{
	boundary.ErrSyntax:     {"文件格式错误", "malformed input"},
	boundary.ErrGeometry:   {"图形不可用", "unusable geometry"},
	boundary.ErrFrame:      {"坐标系不受支持", "unsupported coordinate system"},
	boundary.ErrLimit:      {"超出限值", "input exceeds a limit"},
	boundary.ErrTooComplex: {"图形过于复杂", "too complex"},
}

func className(lang Lang, class error) string {
	if w, ok := classNames[class]; ok {
		return lang.say(w)
	}
	if class == nil {
		return lang.pick("错误", "error")
	}
	return class.Error()
}

// causes are errors of the system that people meet.
var causes = []struct {
	err error
	words
}{
	{fs.ErrNotExist, words{"文件不存在", "no such file"}},
	{fs.ErrPermission, words{"没有权限", "permission denied"}},
	{fs.ErrInvalid, words{"路径无效", "invalid path"}},
	{io.ErrUnexpectedEOF, words{"文件意外结束，可能不完整", "the file ends too early"}},
	{io.EOF, words{"文件为空或意外结束", "the file is empty or ends too early"}},
	{context.Canceled, words{"已取消", "cancelled"}},
	{context.DeadlineExceeded, words{"超过时限", "timed out"}},
	{syscall.EISDIR, words{"这是文件夹，不是文件", "this is a folder, not a file"}},
	{syscall.ENOSPC, words{"磁盘空间不足", "no space left on the disk"}},
}

// cause says an error that is not of this library.
func cause(lang Lang, err error) string {
	var e *boundary.Error
	if errors.As(err, &e) {
		return Message(lang, err)
	}
	var said string
	for _, c := range causes {
		if errors.Is(err, c.err) {
			said = lang.say(c.words)
			break
		}
	}
	var p *fs.PathError
	switch {
	case said == "":
		return err.Error()
	case errors.As(err, &p) && p.Path != "" && p.Path != ".":
		return lang.pick("文件 ", "") + p.Path + lang.colon() + said
	}
	return said
}
