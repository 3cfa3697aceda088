package crs

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

const (
	cgcs = `GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
	wgs  = `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
	xian = `GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
	bj54 = `GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
)

// projected is a zone with the parameters that matter.
func projected(name, base string, easting, meridian, scale string) string {
	return fmt.Sprintf(`PROJCS["%s",%s,PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",%s],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",%s],PARAMETER["Scale_Factor",%s],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`, name, base, easting, meridian, scale)
}

func TestFrame(t *testing.T) {
	const (
		wkt2 = `PROJCRS["CGCS2000 / 3-degree Gauss-Kruger zone 39",BASEGEOGCRS["China Geodetic Coordinate System 2000",DATUM["China 2000",ELLIPSOID["CGCS2000",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4490]],CONVERSION["3-degree Gauss-Kruger zone 39",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8801]],PARAMETER["Longitude of natural origin",117,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8802]],PARAMETER["Scale factor at natural origin",1,SCALEUNIT["unity",1],ID["EPSG",8805]],PARAMETER["False easting",39500000,LENGTHUNIT["metre",1],ID["EPSG",8806]],PARAMETER["False northing",0,LENGTHUNIT["metre",1],ID["EPSG",8807]]],CS[Cartesian,2],AXIS["northing (X)",north,ORDER[1],LENGTHUNIT["metre",1]],AXIS["easting (Y)",east,ORDER[2],LENGTHUNIT["metre",1]],ID["EPSG",4527]]`
		ogc  = `PROJCS["CGCS2000 / 3-degree Gauss-Kruger zone 39",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4490"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",117],PARAMETER["scale_factor",1],PARAMETER["false_easting",39500000],PARAMETER["false_northing",0],UNIT["metre",1],AXIS["Northing",NORTH],AXIS["Easting",EAST],AUTHORITY["EPSG","4527"]]`
	)
	cases := []struct {
		name, text string
		epsg       int    // 0: refused
		code       string // of the error, or of the only note
	}{
		{"4490", cgcs, 4490, ""},
		{"esri 4527", projected("CGCS2000_3_Degree_GK_Zone_39", cgcs, "39500000.0", "117.0", "1.0"), 4527, ""},
		{"ogc 4527", ogc, 4527, ""},
		{"wkt2 4527", wkt2, 4527, ""},
		{"spaces and round brackets", strings.NewReplacer("[", " ( ", "]", "\n)", ",", " , ").Replace(ogc), 4527, ""},
		{"bare code", "EPSG:4527\r\n", 4527, ""},
		{"byte order mark", "\ufeff" + cgcs + "\x00", 4490, ""},
		{"vertical system follows", cgcs + `,VERTCS["Yellow_Sea_1985",VDATUM["Yellow_Sea_1985"],PARAMETER["Vertical_Shift",0.0],PARAMETER["Direction",1.0],UNIT["Meter",1.0]]`, 4490, ""},
		{"compound", `COMPD_CS["both",` + ogc + `,VERT_CS["Yellow Sea 1985",VERT_DATUM["Yellow Sea 1985",2005],UNIT["metre",1]]]`, 4527, ""},
		{"bound", `BOUNDCRS[SOURCECRS[` + wkt2 + `],TARGETCRS[` + wgs + `]]`, 4527, ""},

		{"meridian of both widths is 3°", projected("my zone", cgcs, "500000", "117", "1"), 4548, ""},
		{"the name may say 6°", projected("CGCS2000_GK_CM_117E", cgcs, "500000", "117", "1"), 4509, ""},
		{"prefix 20 is 6°", projected("CGCS2000_GK_Zone_20", cgcs, "20500000", "117", "1"), 4498, ""},
		{"only 3°", projected("x", cgcs, "500000", "120", "1"), 4549, ""},
		{"meridian off in the last digit", projected("x", cgcs, "500000", "116.99999999999999", "1"), 4548, ""},

		{"wgs 84", wgs, 4490, "crs.wgs84"},
		{"wgs 84 zone", projected("x", wgs, "39500000", "117", "1"), 4527, "crs.wgs84"},
		{"unnamed datum", `GEOGCS["x",DATUM["unknown",SPHEROID["GRS80",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]`, 4490, "crs.datum_unnamed"},
		{"name of another zone", projected("CGCS2000_3_Degree_GK_Zone_38", cgcs, "39500000", "117", "1"), 4527, "crs.name_differs"},
		{"name of another datum", projected("Xian_1980_3_Degree_GK_Zone_39", cgcs, "39500000", "117", "1"), 4527, "crs.name_differs"},
		{"code of another zone", strings.Replace(ogc, `"4527"`, `"4526"`, 1), 4527, "crs.name_differs"},

		{"xian 80", xian, 0, "crs.xian80"},
		{"xian 80 named CGCS2000", projected("CGCS2000_3_Degree_GK_Zone_39", xian, "39500000", "117", "1"), 0, "crs.xian80"},
		{"beijing 54", projected("x", bj54, "39500000", "117", "1"), 0, "crs.beijing54"},
		{"name in GBK", strings.Replace(xian, "GCS_Xian_1980", "\xce\xf7\xb0\xb280", 1), 0, "crs.xian80"},
		{"gcj", strings.ReplaceAll(wgs, "GCS_WGS_1984", "GCJ-02"), 0, "crs.encrypted"},
		{"bd09", strings.ReplaceAll(wgs, "GCS_WGS_1984", "BD-09"), 0, "crs.encrypted"},
		{"datum against ellipsoid", strings.Replace(cgcs, "D_China_2000", "D_Xian_1980", 1), 0, "crs.contradiction"},
		{"pulkovo", strings.Replace(bj54, "D_Beijing_1954", "D_Pulkovo_1942", 1), 0, "crs.datum"},
		{"etrs", strings.Replace(cgcs, "D_China_2000", "D_ETRS_1989", 1), 0, "crs.datum"},
		{"utm", projected("WGS_1984_UTM_Zone_50N", wgs, "500000", "117", "0.9996"), 0, "crs.parameter"},
		{"city meridian", projected("local", cgcs, "500000", "116.35", "1"), 0, "crs.meridian"},
		{"zone 38 on meridian 117", projected("x", cgcs, "38500000", "117", "1"), 0, "crs.false_easting"},
		{"no false easting", projected("x", cgcs, "0", "117", "1"), 0, "crs.false_easting"},
		{"kilometres", strings.Replace(projected("x", cgcs, "500000", "117", "1"), `UNIT["Meter",1.0]`, `UNIT["Kilometer",1000.0]`, 1), 0, "crs.parameter"},
		{"gon", strings.Replace(cgcs, `UNIT["Degree",0.0174532925199433]`, `UNIT["Grad",0.0157079632679]`, 1), 0, "crs.parameter"},
		{"paris", strings.Replace(cgcs, `PRIMEM["Greenwich",0.0]`, `PRIMEM["Paris",2.337]`, 1), 0, "crs.parameter"},
		{"lambert", strings.Replace(projected("x", cgcs, "0", "105", "1"), "Gauss_Kruger", "Lambert_Conformal_Conic", 1), 0, "crs.method"},
		{"local", `LOCAL_CS["site grid",UNIT["metre",1]]`, 0, "crs.kind"},
		{"geocentric", `GEODCRS["CGCS2000",DATUM["China 2000",ELLIPSOID["CGCS2000",6378137,298.257222101]],CS[Cartesian,3]]`, 0, "crs.kind"},

		{"empty", "", 0, "crs.malformed"},
		{"cut", ogc[:200], 0, "crs.malformed"},
		{"no ellipsoid", `GEOGCS["x",PRIMEM["Greenwich",0]]`, 0, "crs.malformed"},
		{"text for a number", strings.Replace(cgcs, "6378137.0", "NaN", 1), 0, "crs.malformed"},
		{"nested deeply", strings.Repeat("A[", 100) + strings.Repeat("]", 100), 0, "crs.malformed"},
		{"long", strings.Repeat("A", MaxBytes) + "[1]", 0, "crs.malformed"},
		{"a word", "Beijing", 0, "frame.name"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f, notes, err := Frame([]byte(c.text))
			if c.epsg == 0 {
				var e *message.Error
				require.ErrorAs(t, err, &e)
				assert.Equal(t, c.code, e.Code)
				assert.True(t, errors.Is(err, boundary.ErrFrame) || errors.Is(err, message.ErrSyntax))
				assert.NotContains(t, e.Text, "{", "every value is filled in")
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.epsg, f.EPSG())
			var codes []string
			for _, n := range notes {
				codes = append(codes, n.Code)
				assert.NotContains(t, n.Text, "{")
			}
			assert.Equal(t, c.code, strings.Join(codes, " "))
		})
	}
}

func allFrames(t testing.TB) []boundary.Frame {
	var all []boundary.Frame
	for code := 4490; code <= 4554; code++ {
		f, err := boundary.EPSG(code)
		require.NoError(t, err)
		all = append(all, f)
	}
	return all
}

func TestESRIReadsBack(t *testing.T) {
	for _, f := range allFrames(t) {
		g, notes, err := Frame([]byte(ESRI(f)))
		require.NoError(t, err)
		assert.Equal(t, f, g)
		assert.Empty(t, notes)
	}
}

// PROJ, through GDAL, writes the same text for each code.
func TestESRIAgainstGDAL(t *testing.T) {
	if _, err := exec.LookPath("gdalsrsinfo"); err != nil {
		t.Skip("gdalsrsinfo is not installed")
	}
	for i, f := range allFrames(t) {
		if i%9 != 0 && f.EPSG() != 4527 {
			continue // a process each is slow
		}
		out, err := exec.Command("gdalsrsinfo", "--single-line", "-o", "all", fmt.Sprintf("EPSG:%d", f.EPSG())).Output()
		require.NoError(t, err)
		forms := 0
		for _, part := range strings.Split(string(out), "\n\n") {
			form, text, _ := strings.Cut(strings.TrimSpace(part), " :\n")
			if !strings.Contains(form, "WKT") {
				continue
			}
			forms++
			if form == "ESRI WKT" {
				assert.Equal(t, text, ESRI(f))
			}
			g, notes, err := Frame([]byte(text))
			require.NoError(t, err, text)
			assert.Equal(t, f, g, text)
			assert.Empty(t, notes, text)
		}
		assert.Equal(t, 6, forms, "%s", out) // WKT 1 in three ways, 2 in two, Esri's
	}
}

func TestNumbers(t *testing.T) {
	at := func(x, y float64) boundary.Point { return boundary.Point{X: x, Y: y} }
	frame := func(code int) boundary.Frame { f, err := boundary.EPSG(code); require.NoError(t, err); return f }
	codeOf := func(err error) string {
		var e *message.Error
		if errors.As(err, &e) {
			return e.Code
		}
		return ""
	}

	for _, c := range []struct {
		p    boundary.Point
		epsg int
		code string
	}{
		{at(39408000, 4036000), 4527, ""},
		{at(20408000, 4036000), 4498, ""},
		{at(115.98, 36.45), 4490, ""},
		{at(408000, 4036000), 0, "crs.zone_unknown"},
		{at(4036000, 39408000), 0, "crs.swapped"},
		{at(36.45, 115.98), 0, "crs.swapped"},
		{at(24408000, 4036000), 0, "crs.unrecognised"},
		{at(12, 15), 0, "crs.unrecognised"},
	} {
		f, note, err := Recognise(c.p)
		assert.Equal(t, c.code, codeOf(err), "%v", c.p)
		if c.epsg != 0 {
			assert.Equal(t, c.epsg, f.EPSG())
			assert.Equal(t, "crs.recognised", note.Code)
		}
	}

	for _, c := range []struct {
		epsg int
		p    boundary.Point
		code string
	}{
		{4490, at(115.98, 36.45), ""},
		{4490, at(39408000, 4036000), "crs.not_degrees"},
		{4490, at(36.45, 115.98), "crs.swapped"},
		{4527, at(39408000, 4036000), ""},
		{4527, at(38408000, 4036000), "crs.zone_differs"},
		{4527, at(408000, 4036000), "crs.out_of_range"},
		{4527, at(115.98, 36.45), "crs.not_metres"},
		{4527, at(4036000, 39408000), "crs.swapped"},
		{4548, at(408000, 4036000), ""},
		{4548, at(39408000, 4036000), "crs.zone_differs"},
		{4548, at(408000, 40360000), "crs.out_of_range"},
	} {
		assert.Equal(t, c.code, codeOf(Check(frame(c.epsg), c.p)), "%d %v", c.epsg, c.p)
	}

	for _, c := range []struct {
		epsg int
		p    boundary.Point
		want int
	}{
		{4527, at(39408000, 4036000), 4527},
		{4527, at(408000, 4036000), 4548},   // the number was left out
		{4548, at(39408000, 4036000), 4527}, // or put before
		{4548, at(20408000, 4036000), 4498}, // meridian 117° of both widths
		{4509, at(39408000, 4036000), 4527},
		{4549, at(20408000, 4036000), 4549}, // meridian 120° is of no 6° zone
		{4548, at(38408000, 4036000), 4548},
		{4490, at(39408000, 4036000), 4490},
	} {
		f, note := Reconcile(frame(c.epsg), c.p)
		assert.Equal(t, c.want, f.EPSG(), "%d %v", c.epsg, c.p)
		assert.Equal(t, c.want != c.epsg, note != nil)
	}
}

func FuzzPRJ(f *testing.F) {
	f.Add([]byte(cgcs))
	f.Add([]byte(projected("CGCS2000_3_Degree_GK_Zone_39", cgcs, "39500000.0", "117.0", "1.0")))
	f.Add([]byte(`COMPD_CS["",` + wgs + `]`))
	f.Add([]byte(`BOUNDCRS[SOURCECRS[` + xian + `]]`))
	f.Add([]byte("EPSG:4527"))
	f.Fuzz(func(t *testing.T, text []byte) {
		frame, _, err := Frame(text)
		if err != nil {
			var e *message.Error
			require.ErrorAs(t, err, &e)
			return
		}
		// What is accepted is one of the frames that can be written.
		again, notes, err := Frame([]byte(ESRI(frame)))
		require.NoError(t, err)
		require.Empty(t, notes)
		require.Equal(t, frame, again)
	})
}
