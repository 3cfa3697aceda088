package quota

import (
	"encoding/json"
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
)

func TestFromArea(t *testing.T) {
	for _, c := range []struct {
		area boundary.Area
		want string
	}{
		{0, "0.0000"}, {0.49999999999999994, "0.0000"}, {0.5, "0.0001"}, {1.5, "0.0002"}, {2.5, "0.0003"},
		{12344.5, "1.2345"}, {12344.499999, "1.2344"}, {-0.5, "-0.0001"}, {222e6, "22200.0000"}, {4503599627370497.5, "450359962737.0498"},
	} {
		h, err := FromArea(c.area)
		require.NoError(t, err)
		require.Equal(t, c.want, h.String(), "%v", float64(c.area))
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e18} {
		_, err := FromArea(boundary.Area(bad))
		require.ErrorIs(t, err, ErrNumber)
	}
}

func TestParseHectares(t *testing.T) {
	for text, want := range map[string]Hectares{
		"0": 0, "-0": 0, "1": 10000, "+1.5": 15000, " 12.3456 ": 123456, ".5": 5000, "1.": 10000, "0.00010000": 1,
		"-0.0001": -1, "000000000000000000001": 10000, "28823037615171.1743": 288230376151711743,
	} {
		got, err := ParseHectares(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, bad := range []string{"", ".", "-", "1e3", "1.00001", "0x1", "１", "1,000", "1.2.3", "--1", "NaN", "28823037615171.1745", "999999999999999999999"} {
		_, err := ParseHectares(bad)
		require.ErrorIs(t, err, ErrNumber, bad)
	}
}

func TestParseSquareMetres(t *testing.T) {
	for text, want := range map[string]string{"12344.5": "1.2345", "12344.49999999999999999999": "1.2344", "0.5": "0.0001", "-1.5": "-0.0002", "6667": "0.6667"} {
		got, err := parseSquareMetres(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got.String(), text)
	}
	for _, bad := range []string{"", ".5", "1e3", "9999999999999999999", "999999999999999999"} {
		_, err := parseSquareMetres(bad)
		require.ErrorIs(t, err, ErrNumber, bad)
	}
}

func TestHectaresRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := Hectares(rapid.Int64Range(int64(-maxHectares), int64(maxHectares)).Draw(t, "h"))
		b, err := json.Marshal(h)
		require.NoError(t, err)
		var back Hectares
		require.NoError(t, json.Unmarshal(b, &back))
		require.Equal(t, h, back)
	})
}

func TestParseRate(t *testing.T) {
	for text, want := range map[string]string{
		"0.5": "0.5", "50%": "0.5", "50％": "0.5", " 12.5 % ": "0.125", "1/3": "1/3", "2/4": "0.5", "0": "0", "1": "1", "1.50": "1.5",
		"100%": "1", "0.0000001": "0.0000001", "150%": "1.5", ".5": "0.5", "1/1024": "1/1024", "1/128": "0.0078125", "1/512": "1/512",
	} {
		r, err := ParseRate(text)
		require.NoError(t, err, text)
		require.Equal(t, want, r.String(), text)
		require.True(t, r.isSet())
		again, err := ParseRate(r.String())
		require.NoError(t, err)
		require.Equal(t, r, again)
	}
	for _, bad := range []string{"", "%", "-0.5", "1/0", "a", "1e-3", "1/", "/2", "0.123456789", "12345678901", "9999999999/3"} {
		_, err := ParseRate(bad)
		require.ErrorIs(t, err, ErrNumber, bad)
	}
	require.Equal(t, "", Rate{}.String())
}

func TestRateOfIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := Hectares(rapid.Int64Range(int64(-maxHectares), int64(maxHectares)).Draw(t, "h"))
		r := reduce(rapid.Uint64Range(0, maxRate).Draw(t, "num"), rapid.Uint64Range(1, maxRate).Draw(t, "den"))
		got, err := r.Of(h)

		// floor(|h|·num/den + 1/2) in big integers.
		n := new(big.Int).Abs(big.NewInt(int64(h)))
		n.Mul(n, new(big.Int).SetUint64(2*r.num)).Add(n, new(big.Int).SetUint64(r.den))
		n.Div(n, new(big.Int).SetUint64(2*r.den))
		if n.Cmp(big.NewInt(int64(maxHectares))) > 0 {
			require.ErrorIs(t, err, ErrNumber)
			return
		}
		require.NoError(t, err)
		want := n.Int64()
		if h < 0 {
			want = -want
		}
		require.Equal(t, Hectares(want), got)
	})
}

func TestRateRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := reduce(rapid.Uint64Range(0, maxRate).Draw(t, "num"), rapid.OneOf(rapid.SampledFrom([]uint64{1, 10, 1000, 1e7, 1e9}), rapid.Uint64Range(1, maxRate)).Draw(t, "den"))
		again, err := ParseRate(r.String())
		require.NoError(t, err)
		require.Equal(t, r, again)
	})
}

func TestRateNeeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := reduce(rapid.Uint64Range(1, 2000).Draw(t, "num"), rapid.Uint64Range(1, 2000).Draw(t, "den"))
		amount := Hectares(rapid.Int64Range(1, 1e12).Draw(t, "amount"))
		area, ok := r.Needed(amount)
		require.True(t, ok)
		enough := func(area Hectares) bool { return uint64(area)*r.num >= uint64(amount)*r.den }
		require.True(t, enough(area))
		require.False(t, enough(area-1))
		earned, err := r.Of(area)
		require.NoError(t, err)
		require.GreaterOrEqual(t, earned, amount)
	})
	_, ok := MustRate("0").Needed(1)
	require.False(t, ok)
	_, ok = Rate{}.Needed(1)
	require.False(t, ok)
}

func TestRatesJSON(t *testing.T) {
	var r Rates
	require.NoError(t, json.Unmarshal([]byte(`{"earned_idle": "50%", "illegal_use": 1.5, "penalty": null}`), &r))
	require.Equal(t, MustRate("0.5"), r[EarnedIdle])
	require.Equal(t, MustRate("1.5"), r[IllegalUse])
	require.False(t, r[Penalty].isSet())
	require.ErrorIs(t, json.Unmarshal([]byte(`{"advance": 1}`), &r), ErrEntry)
}
