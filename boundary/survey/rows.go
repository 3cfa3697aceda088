package survey

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/bounded"
	"github.com/sanxian/sanxian/message"
)

var (
	msgSurveyFields = message.New("survey.fields", "a point needs a coordinate in field {field}, but the line has {count} fields",
		"第 {field} 个字段应为坐标，但这一行只有 {count} 个字段")
	msgSurveyNumber = message.New("survey.number", "field {field} is {text}, not a coordinate", "第 {field} 个字段 {text} 不是坐标数值")
)

var (
	msgSurveyThousands = message.New("survey.thousands", "the numbers have separators of thousands ({text}), which cannot be told from columns; take them out and save the file again (in Excel: Format Cells, Number, without the separator)",
		"数值带有千位分隔符（{text}），与分列的符号无法区分：请去掉千位分隔符后重新保存（Excel：设置单元格格式，选“数值”，不勾选“使用千位分隔符”）")
	msgSurveySeveral = message.New("survey.several", "several points stand in one line: field {field} is {text}; write each point on a line of its own",
		"一行中写了多个界址点：第 {field} 个字段为 {text}，请每个界址点单独写一行")
)

// A row is one point as the file has it: X and Y are its first and second
// coordinate, whatever their axes.
type row struct {
	name    string
	at      boundary.Point
	symbols bool  // degrees, minutes and seconds have their symbols
	ring    int32 // equal for equal ring numbers of a parcel, 0 where there is none
	line    int
}

var msgSurveyHeading = message.New("survey.heading", "the heading {heading} is not understood; name the columns 点号, 圈号, X, Y (and 地块号 where there are several parcels)",
	"看不懂表头 {heading}；请把各列命名为 点号、圈号、X、Y（有多个地块时加 地块号）")

// A layout says which field of a row is what; -1 where the row has no such
// field.
type layout struct {
	parcel int // 地块号
	id     int // names the parcel or the point: the rows tell
	ring   int // 圈号
	name   int // 点号
	x, y   int // first and second coordinate
	east   int // the coordinate that is the easting or longitude by its title or the format
}

// noLayout has no fields at all.
var noLayout = layout{parcel: -1, id: -1, ring: -1, name: -1, x: -1, y: -1, east: -1}

// layoutOf returns the layout of a row without titles, found by where two fields
// look like coordinates in China, else by the number of fields.
func layoutOf(fields []string, ministry bool) layout {
	n := len(fields)
	k := min(max(n-2, 0), 2)
	if !ministry && n == 6 {
		k = 4
	}
	if !plausible(fields, k) {
		for i := n - 2; i >= 0; i-- {
			if plausible(fields, i) {
				k = i
				break
			}
		}
	}
	l := noLayout
	l.x, l.y = k, k+1
	switch {
	case !ministry && n == 6 && k == 4: // 序号,地块号,圈号,J点号,X,Y
		l.parcel, l.ring, l.name = 1, 2, 3
	case !ministry && n == 3 && k == 1: // id,x,y
		l.id = 0
	case !ministry && n == 5 && k == 2: // 点号,编码,Y,X,H of CASS
		l.name, l.east = 0, 2
	case k == 2: // 点号,圈号,X,Y
		l.name, l.ring = 0, 1
	case k == 1: // 点号,X,Y
		l.name = 0
	}
	return l
}

func plausible(fields []string, i int) bool {
	if i+1 >= len(fields) {
		return false
	}
	a, ok1 := number(fields[i])
	b, ok2 := number(fields[i+1])
	return ok1 && ok2 && guess(boundary.Point{X: a, Y: b}) != unknown
}

// unadorned strips a column title of what does not tell columns apart.
var unadorned = strings.NewReplacer(" ", "", "(m)", "", "(米)", "", "/m", "", "/米", "", "坐标", "", "方向", "", "_", "", "(", "", ")", "", "[", "", "]", "", ":", "", "-", "", "/", "")

// A coordinate has its direction, its letter, or both: 纵坐标（x）, X(北), 横坐标Y.
var (
	northing = regexp.MustCompile(`^[a-z]?(纵|北|纬度)[a-z]?$|^(x|y|n|b|lat|latitude|north|northing)$`) // or either
	easting  = regexp.MustCompile(`^[a-z]?(横|东|经度)[a-z]?$|^(e|l|lon|lng|longitude|east|easting)$`)
	titling  = regexp.MustCompile(`坐标|点号|圈号|界址|地块号|经度|纬度|^[xyXY]`)
)

// untitled reports whether a line is one of column titles, understood or not.
func untitled(fields []string) bool {
	n := 0
	for _, field := range fields {
		if _, ok := number(field); ok {
			return false
		}
		if titling.MatchString(fold(field)) {
			n++
		}
	}
	return n >= 2 && len(fields) >= 3
}

// titles returns the layout that a line of column titles describes.
func titles(fields []string) (layout, bool) {
	l := noLayout
	if len(fields) < 2 {
		return l, false
	}
	for i := len(fields) - 1; i >= 0; i-- {
		if _, ok := number(fields[i]); ok {
			return l, false
		}
	}
	for i, field := range fields {
		word := unadorned.Replace(strings.ToLower(fold(field)))
		east := easting.MatchString(word)
		if east || northing.MatchString(word) {
			switch {
			case l.x < 0:
				l.x = i
			case l.y < 0:
				l.y = i
			default:
				return l, false
			}
			if east {
				l.east = i
			}
			continue
		}
		switch word {
		case "圈号", "地块圈号", "环号", "ring":
			l.ring = i
		case "地块号", "地块编号", "地块", "宗地号", "dkbh", "parcel":
			l.parcel = i
		case "点号", "j点号", "点名", "界址点号", "界址点", "name", "point":
			l.name = i
		case "id", "编号":
			l.id = i
		}
	}
	return l, l.y >= 0
}

// pick returns a field of a row, "" where the layout has none.
func pick(fields []string, i int) string {
	if i < 0 || i >= len(fields) {
		return ""
	}
	return fields[i]
}

// point reads the coordinates of a row.
func (l layout) point(fields []string) (boundary.Point, error) {
	var p boundary.Point
	for _, c := range []struct {
		field int
		to    *float64
	}{{l.x, &p.X}, {l.y, &p.Y}} {
		if c.field >= len(fields) {
			return p, msgSurveyFields.Error(message.ErrSyntax, message.Place{},
				"field", c.field+1, "count", len(fields))
		}
		v, ok := number(fields[c.field])
		if !ok && several(fields[c.field]) {
			return p, severalIn(fields, c.field)
		}
		if !ok {
			return p, msgSurveyNumber.Error(message.ErrSyntax, message.Place{},
				"field", c.field+1, "text", excerpt(fields[c.field]))
		}
		*c.to = v
	}
	return p, nil
}

// thousands finds a number of at least a million with separators.
var thousands = regexp.MustCompile(`\d{1,3}([,，  '’]\d{3}){2,}(\.\d+)?`)

// runTogether returns the error for a row whose numbers have separators of thousands
// and so no coordinates in field x, or in which a point ends and the next begins
// within a field; nil for any other.
func runTogether(fields []string, x int) error {
	if text := thousands.FindString(strings.Join(fields, ",")); text != "" && !plausible(fields, x) {
		return msgSurveyThousands.Error(message.ErrSyntax, message.Place{}, "text", text)
	}
	if i := glued(fields); i >= 0 {
		return severalIn(fields, i)
	}
	return nil
}

// glued returns the field in which a point ends and the next begins, −1 for none.
func glued(fields []string) int {
	return slices.IndexFunc(fields, func(field string) bool {
		end := strings.IndexAny(field, ";；|")
		if end <= 0 || end == len(field)-1 {
			return false
		}
		v, ok := number(trim(field[:end]))
		return ok && math.Abs(v) > 1e5
	})
}

func tooManyFields(fields []string) error {
	for _, i := range []int{secondPoint(fields), glued(fields)} {
		if i >= 0 {
			return severalIn(fields, i)
		}
	}
	return msgSurveyFieldsMany.Error(message.ErrLimit, message.Place{}, "limit", maxFields)
}

// severalIn returns the error for a line of several points, of which one is in field i.
func severalIn(fields []string, i int) error {
	return msgSurveySeveral.Error(message.ErrSyntax, message.Place{}, "field", i+1, "text", excerpt(fields[i]))
}

// secondPoint returns the field in which the coordinates of a second point begin, −1
// where there is none.
func secondPoint(fields []string) int {
	points := 0
	for i := 0; i < len(fields); i++ {
		if plausible(fields, i) {
			if points++; points == 2 {
				return i
			}
			i++
		}
	}
	return slices.IndexFunc(fields, several)
}

// manyPoints reports whether at least two fields are several numbers each.
func manyPoints(fields []string) bool {
	n := 0
	for _, field := range fields {
		if several(field) {
			n++
		}
	}
	return n >= 2
}

// several reports whether a field is several numbers.
func several(field string) bool {
	words := strings.FieldsFunc(field, func(r rune) bool { return r == ';' || r == '；' || r == '|' || unicode.IsSpace(r) })
	for _, word := range words {
		if _, ok := number(word); !ok {
			return false
		}
	}
	return len(words) > 1
}

// another returns a field that is a coordinate of another point than the row's
// own, as where a line end was lost, or -1. Under a parcel line nothing else
// before the coordinates is as large and has decimals.
func (l layout) another(fields []string, at boundary.Point, ministry bool) int {
	for i := l.y + 1; i+1 < len(fields); i++ {
		if plausible(fields, i) {
			a, _ := number(fields[i])
			b, _ := number(fields[i+1])
			if guess(boundary.Point{X: a, Y: b}) == guess(at) {
				return i
			}
		}
	}
	for i := range fields[:l.x] {
		if ministry && large(fields, i) {
			return i
		}
	}
	return -1
}

// large reports whether a field is as large as coordinates in metres are and
// has decimals.
func large(fields []string, i int) bool {
	v, ok := number(pick(fields, i))
	return ok && v >= 1e5 && strings.Contains(fields[i], ".")
}

// excerpt quotes text of the file for a message.
func excerpt(s string) string { return "“" + bounded.Clip(s, 40) + "”" }
