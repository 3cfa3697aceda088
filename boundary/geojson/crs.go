package geojson

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/internal/geodesy"
	"github.com/sanxian/sanxian/message"
)

var (
	msgGeojsonCrsNull = message.New("geojson.crs_null", "crs is null; the coordinates are taken as longitude and latitude of CGCS2000",
		"crs 为 null，坐标按 CGCS2000 经纬度读取")
	msgGeojsonCrsLate = message.New("geojson.crs_late", "crs {crs} comes after the features, which were read as longitude and latitude; move it to the front, or name the coordinate system yourself (-crs)",
		"crs（{crs}）写在要素之后，而前面的要素已按经纬度读取；请把 crs 移到前面，或自行指明坐标系（-crs）")
	msgGeojsonWgs84        = message.New("geojson.wgs84", "WGS 84 taken as CGCS2000", "WGS 84 坐标按 CGCS2000 读取")
	msgGeojsonCrsOverruled = message.New("geojson.crs_overruled", "the file names the coordinate system {crs}; {used} is used, as told",
		"文件写明的坐标系为 {crs}，按要求改用 {used}")
	msgGeojsonEncrypted = message.New("geojson.encrypted", "{crs} coordinates are shifted by an encryption of up to hundreds of metres that cannot be undone exactly; get the data in CGCS2000",
		"{crs} 坐标经过加密偏移，偏差可达数百米且无法准确还原，请取得 CGCS2000 坐标的数据")
	msgGeojsonCrsLink = message.New("geojson.crs_link", "crs is a link, which is not followed; name the coordinate system yourself (-crs)",
		"crs 是链接，不予读取；请自行指明坐标系（-crs）")
	msgGeojsonCrsForm = message.New("geojson.crs_form", "crs {crs} names no coordinate system; name it yourself (-crs)", "crs {crs} 没有写明坐标系；请自行指明（-crs）")
	msgGeojsonCrsTwo  = message.New("geojson.crs_two", "the feature has coordinates in {one} and in {other}", "同一要素中既有 {one} 坐标，又有 {other} 坐标")
)

// A declaration is what a crs member says.
type declaration struct{ frame boundary.Frame }

// declare reads the crs member of an object.
func (r *reader) declare(o *object) error {
	s := r.scanner
	if s.peek() == 'n' {
		r.remark(msgGeojsonCrsNull)
		return s.literal("null")
	}
	raw, err := s.raw()
	if err != nil {
		return err
	}
	if o.crs, err = r.declaration(raw); err != nil {
		return message.At(err, message.Place{Line: s.line})
	}
	if c := &r.collection; c.assumed && o.role == topRole && o.crs.frame != boundary.LonLat {
		return msgGeojsonCrsLate.Error(boundary.ErrFrame, message.Place{Line: s.line},
			"crs", o.crs.frame)
	}
	return nil
}

// declaration reads the value of a crs member.
func (r *reader) declaration(raw []byte) (*declaration, error) {
	name, err := systemName(raw)
	if r.opt.Frame != nil {
		return r.overruled(name, raw, err), nil
	}
	if err != nil {
		return nil, err
	}
	f, err := boundary.ParseFrame(name)
	if err != nil {
		return nil, err
	}
	if upper := strings.ToUpper(name); f.Geographic() && (strings.Contains(upper, "4326") || strings.Contains(upper, "WGS")) {
		r.remark(msgGeojsonWgs84)
	}
	return &declaration{frame: f}, nil
}

// overruled notes a crs that is not the one the caller insists on.
func (r *reader) overruled(name string, raw []byte, err error) *declaration {
	d := &declaration{frame: *r.opt.Frame}
	f, unknown := boundary.ParseFrame(name)
	if err == nil && unknown == nil && f.EPSG() == d.frame.EPSG() {
		return d
	}
	if name == "" {
		name = string(raw)
	}
	r.warn(msgGeojsonCrsOverruled, "crs", clip(name), "used", d.frame)
	return d
}

// systemName returns the name in the value of a crs member: of 2008's
// {"type":"name","properties":{"name":"…"}}, of {"type":"EPSG","properties":
// {"code":…}} before that, or a bare string.
func systemName(raw []byte) (string, error) {
	var crs struct {
		Type       string
		Properties struct {
			Name string
			Code json.Number
			Href string
		}
	}
	var name string
	err := json.Unmarshal(raw, &name)
	if err != nil {
		if err = json.Unmarshal(raw, &crs); err == nil {
			name = crs.Properties.Name
			if name == "" && strings.EqualFold(crs.Type, "EPSG") && crs.Properties.Code != "" {
				name = "EPSG:" + crs.Properties.Code.String()
			}
		}
	}
	for _, text := range []string{name, string(raw)} {
		if found := geodesy.Encrypted(text); found != "" {
			return name, msgGeojsonEncrypted.Error(boundary.ErrFrame, message.Place{},
				"crs", found)
		}
	}
	switch {
	case err == nil && name != "" && len(name) <= 200:
		return name, nil
	case crs.Type == "link" || crs.Properties.Href != "":
		return "", msgGeojsonCrsLink.Error(boundary.ErrFrame, message.Place{})
	}
	return "", msgGeojsonCrsForm.Error(boundary.ErrFrame, message.Place{},
		"crs", clip(string(raw)))
}

// inner notes the crs of a geometry. It overrules that of the feature, but two
// geometries of one feature must agree.
func (r *reader) inner(d *declaration) error {
	if r.crs != nil && r.crs.frame != d.frame {
		return msgGeojsonCrsTwo.Error(boundary.ErrFrame, message.Place{Line: r.scanner.line},
			"one", r.crs.frame, "other", d.frame)
	}
	r.crs = d
	return nil
}

// frameOf returns the frame of the feature that was read: of the innermost crs
// around its coordinates.
func (r *reader) frameOf(o *object) (boundary.Frame, error) {
	c := &r.collection
	if o.role == featureRole && c.crs == nil && c.features == 1 && r.crs == nil && o.crs == nil && r.opt.Frame == nil && r.inMetres() {
		if err := r.lookAhead(); err != nil {
			return boundary.Frame{}, err
		}
	}
	for _, d := range []*declaration{r.crs, o.crs, c.crs} {
		if d != nil {
			return codec.InFrame(&r.opt.Reading, d.frame), nil
		}
	}
	c.assumed = o.role == featureRole && r.opt.Frame == nil
	return codec.InFrame(&r.opt.Reading, boundary.LonLat), nil
}

func (r *reader) inMetres() bool {
	p := r.shape.points[0]
	return p.X < -180 || p.X > 180 || p.Y < -180 || p.Y > 180
}

// lookAhead looks for a crs behind the features, if the input can be rewound to
// where it is. What is wrong in between is found again when it is read.
func (r *reader) lookAhead() error {
	s := r.scanner
	seeker, ok := r.in.(io.Seeker)
	if !ok {
		return nil
	}
	here, err := seeker.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil // a pipe that only looks like a file
	}
	rest := bytes.Clone(s.buf[s.pos:s.end])
	limits := s.limits
	limits.Bytes -= s.offset()
	ahead := newScanner(io.MultiReader(bytes.NewReader(rest), r.in), limits)
	ahead.line = s.line
	raw := crsBehind(ahead)
	if _, err := seeker.Seek(here, io.SeekStart); err != nil {
		return err
	}
	if raw != nil {
		r.collection.crs, err = r.declaration(raw)
	}
	return err
}

// crsBehind scans from the end of a feature to the end of its collection and
// returns the value of a crs member, nil if there is none.
func crsBehind(s *scanner) []byte {
	for s.take(',') {
		if s.skip() != nil {
			return nil
		}
	}
	if !s.take(']') {
		return nil
	}
	for s.take(',') {
		name, err := s.key()
		if err != nil {
			return nil
		}
		if name == "crs" && s.peek() != 'n' {
			raw, _ := s.raw()
			return raw
		}
		if s.skip() != nil {
			return nil
		}
	}
	return nil
}
