package crs

import (
	"math"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/geodesy"
	"github.com/sanxian/sanxian/message"
)

var (
	msgCrsEncrypted = message.New("crs.encrypted", "{name} is GCJ-02 or BD-09: their offsets are encrypted and no survey can be checked in them; get the original data in CGCS2000, or name the coordinate system yourself (-crs) if the file is wrong about it",
		"{name} 为 GCJ-02（火星坐标）或 BD-09（百度坐标），坐标经过加密偏移，不能用于核查；请取得 CGCS2000 原始数据，如文件说明有误请用 -crs 指明坐标系")
	msgCrsWgs84 = message.New("crs.wgs84", "{name} is on WGS 84 and is taken as CGCS2000, from which it differs by less than a metre",
		"{name} 为 WGS 84，按 CGCS2000 处理，两者相差不到一米")
	msgCrsDatumUnnamed = message.New("crs.datum_unnamed", "{name} does not name its datum; its ellipsoid is that of CGCS2000, and it is taken as CGCS2000",
		"{name} 未写明大地基准，其椭球与 CGCS2000 相同，按 CGCS2000 处理")
	msgCrsContradiction = message.New("crs.contradiction", "{name}: the datum {datum} does not have the ellipsoid {ellipsoid} (a = {a}, 1/f = {f}), and it is unclear which of them is right; mend the coordinate system or name it yourself (-crs)",
		"{name} 的大地基准 {datum} 与椭球 {ellipsoid}（a = {a}，1/f = {f}）不符，无法判断哪个正确；请修正坐标系文件或用 -crs 指明坐标系")
	msgCrsXian80 = message.New("crs.xian80", "{name} is Xi'an 1980 (西安80), from which there is no public shift to CGCS2000; ask the surveying authority for the data in CGCS2000, or name the coordinate system yourself (-crs) if the file is wrong about it",
		"{name} 为 1980 西安坐标系，与 CGCS2000 之间没有公开的转换参数；请向测绘主管部门申请 CGCS2000 成果，如文件说明有误请用 -crs 指明坐标系")
	msgCrsBeijing54 = message.New("crs.beijing54", "{name} is Beijing 1954 (北京54), from which there is no public shift to CGCS2000; ask the surveying authority for the data in CGCS2000, or name the coordinate system yourself (-crs) if the file is wrong about it",
		"{name} 为 1954 年北京坐标系，与 CGCS2000 之间没有公开的转换参数；请向测绘主管部门申请 CGCS2000 成果，如文件说明有误请用 -crs 指明坐标系")
	msgCrsDatum = message.New("crs.datum", "{name} is on the datum {datum} (ellipsoid {ellipsoid}), not on CGCS2000; transform the data (ogr2ogr -t_srs EPSG:4490), or name the coordinate system yourself (-crs) if the file is wrong about it",
		"{name} 的大地基准为 {datum}（椭球 {ellipsoid}），不是 CGCS2000；请先转换数据（ogr2ogr -t_srs EPSG:4490），如文件说明有误请用 -crs 指明坐标系")
)

// A family is a datum as far as this module tells them apart.
type family string

const (
	cgcs2000  family = "CGCS2000"
	wgs84     family = "WGS 84"
	xian80    family = "Xi'an 1980"
	beijing54 family = "Beijing 1954"
	unnamed   family = "unnamed"
	other     family = "other"
)

// familyWords are looked for in plain names, in this order: an encrypted
// system names WGS 84 too, and "unknown, based on WGS 84" is no WGS 84.
var familyWords = []struct {
	family family
	words  []string
}{
	{unnamed, []string{"unknown", "unnamed", "notspecified", "undefined"}},
	{xian80, []string{"xian", "西安"}},
	{beijing54, []string{"beijing", "peking", "北京"}},
	{cgcs2000, []string{"cgcs2000", "china2000", "chinageodetic", "chinesegeodetic", "国家大地", "大地2000"}},
	{wgs84, []string{"wgs84", "wgs1984", "worldgeodeticsystem1984"}},
}

func familyOf(name string) family {
	p := plain(name)
	if p == "" {
		return unnamed
	}
	for _, f := range familyWords {
		for _, w := range f.words {
			if strings.Contains(p, w) {
				return f.family
			}
		}
	}
	return other
}

// ellipsoids by their figures. CGCS2000 and GRS 80 have the same; WGS 84
// differs by 0.1 mm in the polar axis.
func (s *system) ellipsoidFamily() family {
	is := func(a, f float64) bool {
		return math.Abs(s.semiMajor-a) < 0.01 && math.Abs(s.flattening-f) < 1e-3
	}
	switch {
	case is(6378137, 298.257222101): // WGS 84 lies within the tolerance
		return cgcs2000
	case is(6378140, 298.257):
		return xian80
	case is(6378245, 298.3):
		return beijing54
	}
	return other
}

// judgeDatum says whether the datum is CGCS2000 or can be taken as it.
func (s *system) judgeDatum() ([]message.Note, error) {
	datum, figure := familyOf(s.datum), s.ellipsoidFamily()
	for _, name := range []string{s.name, s.base, s.datum} {
		if geodesy.Encrypted(name) != "" {
			return nil, s.refuse(msgCrsEncrypted)
		}
	}
	named := datum == cgcs2000 || datum == wgs84 || datum == xian80 || datum == beijing54
	switch {
	case figure == cgcs2000 && datum == cgcs2000:
		return nil, nil
	case figure == cgcs2000 && datum == wgs84:
		return []message.Note{msgCrsWgs84.Note(message.Place{},
			"name", s.title())}, nil
	case figure == cgcs2000 && datum == unnamed:
		n := msgCrsDatumUnnamed.Warning(message.Place{},
			"name", s.title())
		return []message.Note{n}, nil
	case named && figure != other && datum != figure:
		return nil, s.refuse(msgCrsContradiction, "datum", clip(s.datum), "ellipsoid", clip(s.ellipsoid), "a", decimal(s.semiMajor), "f", decimal(s.flattening))
	case datum == xian80 || figure == xian80:
		return nil, s.refuse(msgCrsXian80)
	case datum == beijing54 || figure == beijing54 && datum == unnamed:
		return nil, s.refuse(msgCrsBeijing54)
	}
	return nil, s.refuse(msgCrsDatum, "datum", clip(s.datum), "ellipsoid", clip(s.ellipsoid))
}

func (s *system) refuse(m *message.Message, pairs ...any) error {
	return m.Error(boundary.ErrFrame, message.Place{}, append([]any{"name", s.title()}, pairs...)...)
}

// title is the name of the system for a message.
func (s *system) title() string {
	if s.name == "" {
		return "the unnamed coordinate system"
	}
	return clip(s.name)
}
