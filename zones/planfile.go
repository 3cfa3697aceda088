package zones

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgFileMissing    = message.New("file.missing", "there is no such file", "文件不存在")
	msgFileUnreadable = message.New("file.unreadable", "the file cannot be read", "无法读取文件")
	msgPlanMissing    = message.New("plan.missing", "the plan names {path}, and there is no such file", "方案写明的文件 {path} 不存在")
	msgPlanJson       = message.New("plan.json", "{error}", "plan.json 有误：{error}")
	msgPlanSchema     = message.New("plan.schema", "schema is {schema}, not {want}", "schema 是 {schema}，应为 {want}")
	msgPlanPath       = message.New("plan.path", "layer {n} has no path", "第 {n} 个图层没有写 path")
	msgPlanLine       = message.New("plan.line", "layer {n} ({path}): unknown line {line}; a layer of one's own begins with x_",
		"第 {n} 个图层（{path}）：不认识的控制线 {line}；自定义图层的名称须以 x_ 开头")
	msgPlanSubZone = message.New("plan.sub_zone", "layer {n} ({path}): {line} has no sub-zone {zone}; it has {known}",
		"第 {n} 个图层（{path}）：{line} 没有分区 {zone}，可用 {known}")
	msgPlanDate = message.New("plan.date", "layer {n} ({path}): {date} is not a date such as 2026-11-23",
		"第 {n} 个图层（{path}）的日期 {date} 有误，应写成 2026-11-23")
	msgPlanSupplement = message.New("plan.supplement", "supplement {n} needs rules, and one of regions and area",
		"第 {n} 个补充规则须写明 rules，并写明 regions 或 area 之一")
	msgPlanAliases = message.New("plan.aliases", "{error}", "字段别名文件有误：{error}")
	msgEdgesAuto   = message.New("edges.auto", "edges given in longitude and latitude are taken as straight in {edges}, as those of {layer} are",
		"经纬度数据的边线按{edges}平面内的直线处理，与图层 {layer} 一致")
	msgEdgesLonlat = message.New("edges.lonlat", "edges are taken as straight in longitude and latitude: no layer is projected", "边线按经纬度直线处理：没有投影坐标的图层")
	msgLayerEmpty  = message.New("layer.empty", "the layer has no features", "图层中没有图斑")
)

// planSchema names the version of plan.json.
const planSchema = "sanxian-plan/1"

// A PlanFile is plan.json. Paths are relative to it.
type PlanFile struct {
	Schema  string      `json:"schema"`
	Name    string      `json:"name,omitempty"`
	Rules   string      `json:"rules,omitempty"` // file of a rule set that is merged over the built-in one
	Aliases string      `json:"aliases,omitempty"`
	Edges   string      `json:"edges,omitempty"` // "auto" (default), "lonlat", "gk39"
	Layers  []LayerSpec `json:"layers"`
	Caps    []Cap       `json:"caps,omitempty"`
	// Supplements are local rules over parts of the plan.
	Supplements []SupplementSpec `json:"supplements,omitempty"`
}

// SupplementSpec names a file of local rules and where they hold: in regions of
// the plan's layers of administrative regions, or in an area of their own.
type SupplementSpec struct {
	Name    string   `json:"name,omitempty"`
	Rules   string   `json:"rules"`
	Regions []string `json:"regions,omitempty"` // codes
	Area    string   `json:"area,omitempty"`    // file
}

// An Opener opens a file of features of any format; boundary/open has one. The
// file is read while the stream is consumed.
type Opener func(ctx context.Context, fsys fs.FS, name string, r *boundary.Reading) (iter.Seq2[boundary.Feature, error], error)

// PlanOptions are further options of OpenPlan. Nil means the defaults.
type PlanOptions struct {
	Rules    *rules.Set                          // in place of the built-in ones
	Limits   boundary.Limits                     // of each file
	Progress func(layer LayerSpec, features int) // called now and then
	// DropProperties is as in LayerOptions, for all layers.
	DropProperties bool
	// Strict refuses features and parts of them that enclose no land, which otherwise
	// count for nothing, with a warning.
	Strict bool
}

// OpenPlan reads plan.json and the layers that it names. Unknown members,
// unknown lines and missing files are errors that say where.
func OpenPlan(ctx context.Context, fsys fs.FS, name string, open Opener, opt *PlanOptions) (*Plan, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	defer f.Close()
	file, err := ReadPlanFile(f, name)
	if err != nil {
		return nil, err
	}
	dir := path.Dir(name)
	for i := range file.Layers {
		file.Layers[i].Path = path.Join(dir, file.Layers[i].Path)
		if c := file.Layers[i].Coverage; c != "" {
			file.Layers[i].Coverage = path.Join(dir, c)
		}
	}
	for i := range file.Supplements {
		s := &file.Supplements[i]
		s.Rules = path.Join(dir, s.Rules)
		if s.Area != "" {
			s.Area = path.Join(dir, s.Area)
		}
	}
	if file.Rules != "" {
		file.Rules = path.Join(dir, file.Rules)
	}
	if file.Aliases != "" {
		file.Aliases = path.Join(dir, file.Aliases)
	}
	p, err := file.Open(ctx, fsys, open, opt)
	var e *message.Error
	if errors.As(err, &e) && e.Code == msgFileMissing.Code {
		return nil, msgPlanMissing.Error(ErrPlan, message.Place{File: name}, "path", e.Place.File)
	}
	return p, err
}

// ReadPlanFile decodes plan.json. Name is used in errors.
func ReadPlanFile(r io.Reader, name string) (*PlanFile, error) {
	data, err := io.ReadAll(io.LimitReader(r, 16<<20))
	if err != nil {
		return nil, fileError(name, err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	file := new(PlanFile)
	if err := d.Decode(file); err != nil {
		return nil, msgPlanJson.Error(ErrPlan, message.Place{File: name, Line: lineOf(data, d, err)}, "error", message.JSONError(err))
	}
	at := message.Place{File: name}
	if file.Schema != planSchema {
		return nil, msgPlanSchema.Error(ErrPlan, at, "schema", strconv.Quote(file.Schema), "want", planSchema)
	}
	for i, l := range file.Layers {
		if l.Path == "" {
			return nil, msgPlanPath.Error(ErrPlan, at, "n", i+1)
		}
		if !l.Line.Known() {
			return nil, msgPlanLine.Error(ErrPlan, at, "n", i+1, "path", l.Path, "line", strconv.Quote(string(l.Line)))
		}
		if z := l.SubZone; z != "" && z != rules.Other && !slices.Contains(l.Line.SubZones(), z) {
			return nil, msgPlanSubZone.Error(ErrPlan, at, "n", i+1, "path", l.Path,
				"line", string(l.Line), "zone", strconv.Quote(string(z)), "known", strings.Trim(fmt.Sprint(append([]rules.SubZone{rules.Other}, l.Line.SubZones()...)), "[]"))
		}
		if l.Date != "" {
			day, err := rules.ParseDate(string(l.Date))
			if err != nil {
				return nil, msgPlanDate.Error(ErrPlan, at, "n", i+1, "path", l.Path, "date", strconv.Quote(string(l.Date)))
			}
			file.Layers[i].Date = day
		}
	}
	for i, s := range file.Supplements {
		if s.Rules == "" || (s.Regions == nil) == (s.Area == "") {
			return nil, msgPlanSupplement.Error(ErrPlan, at, "n", i+1)
		}
	}
	for i := range file.Caps {
		if err := file.Caps[i].validate(); err != nil {
			return nil, message.At(err, at)
		}
	}
	return file, nil
}

// lineOf returns the line that a decoder stopped in.
func lineOf(data []byte, d *json.Decoder, err error) int {
	offset := d.InputOffset()
	var syntax *json.SyntaxError
	var typed *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &typed):
		offset = typed.Offset
	}
	return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte{'\n'})
}

func fileError(name string, err error) error {
	at := message.Place{File: name}
	if errors.Is(err, fs.ErrNotExist) {
		return msgFileMissing.Error(ErrPlan, at)
	}
	return msgFileUnreadable.Error(ErrPlan, at).Because(err)
}

// Open reads the layers and makes the plan. Paths are those of fsys.
func (file *PlanFile) Open(ctx context.Context, fsys fs.FS, open Opener, opt *PlanOptions) (*Plan, error) {
	if opt == nil {
		opt = &PlanOptions{}
	}
	b := &planReader{ctx: ctx, fsys: fsys, open: open, opt: opt, file: file, aliases: dialect.Default()}
	set := opt.Rules
	if set == nil {
		set = rules.Default()
	}
	if err := b.readAliases(); err != nil {
		return nil, err
	}
	set, err := b.readRules(set)
	if err != nil {
		return nil, err
	}
	edges, notes, err := b.edges()
	if err != nil {
		return nil, err
	}
	var layers []*Layer
	for _, spec := range file.Layers {
		l, err := b.layer(spec, edges)
		if err != nil {
			return nil, err
		}
		layers = append(layers, l)
	}
	p, err := NewPlan(ctx, layers, file.Caps, set)
	if err != nil {
		return nil, err
	}
	local, err := b.supplements(p, edges)
	if err != nil {
		return nil, err
	}
	p = p.Named(file.Name).WithEdges(edges).WithRemarks(append(notes, b.notes...)...)
	return p.WithSupplements(local)
}
