package geodesy

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// resultsHash is the SHA-256 of the bits of many results. It is the same on
// every platform; a change of it is a change of every area and length that the
// library reports, in the last digits.
const resultsHash = "7be065ac43266d095295df4f4e643df5a14d7909f02598b434a6190a6f6fad77"

func TestSameBitsOnEveryPlatform(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	h := sha256.New()
	put := func(vs ...float64) {
		for _, v := range vs {
			if math.IsNaN(v) {
				v = 0 // the sign and payload of a NaN are the processor's own
			}
			h.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)))
		}
	}
	// The inputs too must be the same everywhere: rounded products, no math.Pow.
	between := func(lo, hi float64) float64 { return lo + float64((hi-lo)*r.Float64()) }
	small := func(bits int) float64 { return math.Ldexp(r.Float64()-0.5, -r.IntN(bits)) }
	for range 20000 {
		lon, lat := between(70, 140), between(-60, 60)
		x, y := Plane(lon, lat)
		put(x, y)
		put(LonLat(x, y))
		z := Zone{Width: 3, Number: int8(25 + r.IntN(21)), Prefixed: r.IntN(2) == 0}
		if r.IntN(3) == 0 {
			z = Zone{Width: 6, Number: int8(13 + r.IntN(11))}
		}
		e, n := z.Forward(z.CentralMeridian()+between(-3, 3), lat)
		put(e, n)
		put(z.Inverse(e, n))
		put(z.Forward(lon, lat))
		put(LocalScale(lat))
		a := [2]float64{lon + small(12), lat}
		b := [2]float64{lon, lat + small(12)}
		c := [2]float64{lon + small(12), lat + small(12)}
		put(SegmentDistance([2]float64{lon, lat}, a, b, c))
		put(BoxDistanceBound(boxOf(lon, lat, a[0], a[1]), boxOf(b[0], b[1], c[0], c[1]+small(3))))
		put(Distance(lon, lat, between(-180, 180), between(-90, 90)))
		put(Distance(lon, lat, lon+small(40), lat+small(40)))
	}
	for range 1000 {
		lon, lat := between(-180, 180), between(-90, 90)
		put(Distance(lon, lat, lon+180+small(20), -lat))
	}
	for range 5000 { // all branches of the elementary functions
		x := math.Ldexp(r.Float64()-0.5, r.IntN(40)-29)
		s, c := sincos(x)
		sh, ch := sinhcosh(x)
		put(s, c, sh, ch, asinh(x), atan(x), expm1(math.Abs(x)), log1p(math.Abs(x)), sind(x))
	}
	require.Equal(t, resultsHash, hex.EncodeToString(h.Sum(nil)))
}

// The language allows x*y+z to be fused unless the product is converted
// explicitly, also across statements. So every product of floating-point
// variables in this package stands in float64(), and of package math only
// what is exact everywhere is called.
func TestSourceNeverFuses(t *testing.T) {
	if runtime.GOOS == "js" || runtime.GOOS == "wasip1" {
		t.Skip("needs the source of the package and of the standard library")
	}
	names, err := os.ReadDir(".")
	if err != nil {
		t.Skipf("the source is absent: %v", err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, e := range names {
		if n := e.Name(); strings.HasSuffix(n, ".go") && !strings.HasSuffix(n, "_test.go") {
			f, err := parser.ParseFile(fset, n, nil, 0)
			require.NoError(t, err)
			files = append(files, f)
		}
	}
	if len(files) == 0 {
		t.Skip("the source is absent")
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	if _, err := conf.Check("geodesy", fset, files, info); err != nil {
		t.Skipf("the source of the standard library is absent: %v", err)
	}
	exact := "Sqrt Floor Abs Copysign Signbit Max Min IsNaN IsInf NaN Inf Float64bits Float64frombits Pi Ln2 Sqrt2"
	guarded := map[ast.Expr]bool{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "float64" {
					guarded[n.Args[0]] = true
				}
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok && id.Name == "math" {
					require.Contains(t, strings.Fields(exact), n.Sel.Name, "%v", fset.Position(n.Pos()))
				}
			case *ast.BinaryExpr:
				tv := info.Types[n]
				if b, ok := tv.Type.Underlying().(*types.Basic); ok && n.Op == token.MUL &&
					b.Info()&types.IsFloat != 0 && tv.Value == nil && !guarded[n] {
					t.Errorf("%v: product not in float64()", fset.Position(n.Pos()))
				}
			case *ast.AssignStmt:
				if n.Tok == token.MUL_ASSIGN {
					t.Errorf("%v: product not in float64()", fset.Position(n.Pos()))
				}
			}
			return true
		})
	}
}
