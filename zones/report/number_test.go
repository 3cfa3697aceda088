package report

import (
	"math/big"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

func TestRounding(t *testing.T) {
	for _, c := range []struct {
		m2                    float64
		metres, hectares, mus string
	}{
		{0, "0.00", "0.0000", "0.00"},
		{0.005, "0.01", "0.0000", "0.00"},
		{0.0049, "0.00", "0.0000", "0.00"},
		{2.675, "2.68", "0.0003", "0.00"}, // 2.675 is below its half as a float64
		{1.005, "1.01", "0.0001", "0.00"},
		{3.3333, "3.33", "0.0003", "0.00"},
		{3.3334, "3.33", "0.0003", "0.01"}, // half a 0.01 亩 is 3.3333…
		{0.5, "0.50", "0.0001", "0.00"},
		{10_000, "10000.00", "1.0000", "15.00"},
		{222_000_000, "222000000.00", "22200.0000", "333000.00"},
		{39_999.3177, "39999.32", "3.9999", "60.00"},
		{-12.345, "-12.35", "-0.0012", "-0.02"},
		{-0.001, "0.00", "0.0000", "0.00"},
		{5.1e14, "510000000000000.00", "51000000000.0000", "765000000000.00"},
	} {
		a := zones.Known(c.m2)
		s, ok := squareMetres(a)
		assert.True(t, ok)
		assert.Equal(t, c.metres, s)
		s, _ = hectares(a)
		assert.Equal(t, c.hectares, s)
		s, _ = mu(a)
		assert.Equal(t, c.mus, s)
	}
	_, ok := mu(zones.Amount{})
	assert.False(t, ok)
}

// Rounding is that of exact rational numbers.
func TestRoundingExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 1e15).Draw(t, "ten-thousandths")
		v, _ := strconv.ParseFloat(big.NewRat(n, 10_000).FloatString(4), 64)
		got, _ := mu(zones.Known(v))
		// FloatString rounds halves away from zero.
		assert.Equal(t, big.NewRat(3*n, 2000*10_000).FloatString(2), got)
	})
}

func TestShownNumbers(t *testing.T) {
	n := numbers{message.Chinese}
	assert.Equal(t, "222,000,000.00", n.metres2(zones.Known(222e6)))
	assert.Equal(t, "-1,234.50", n.metres2(zones.Known(-1234.5)))
	assert.Equal(t, "999.00", n.metres2(zones.Known(999.0)))
	assert.Equal(t, "<0.01", n.metres2(zones.Known(0.0001)))
	assert.Equal(t, "未知", n.metres2(zones.Amount{}))
	assert.Equal(t, "unknown", numbers{message.English}.mu(zones.Amount{}))
	assert.Equal(t, ">99.99%", n.percent(zones.ShareOf(0.999999, 1.0)))
	assert.Equal(t, "100.00%", n.percent(zones.ShareOf(1.0, 1.0)))
	assert.Equal(t, "<0.01%", n.percent(zones.ShareOf(1e-9, 1.0)))
	assert.Equal(t, "33.33%", n.percent(zones.ShareOf(1.0, 3.0)))
	assert.Equal(t, "未知", n.percent(zones.Share{}))
}

// The short way to round says what the long one says.
func TestRoundingShort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-1e7, 1e7), rapid.Map(rapid.Int64Range(-1e14, 1e14), func(n int64) float64 { return float64(n) / 1e4 })).Draw(t, "v")
		digits, decimals := rapid.IntRange(0, 9).Draw(t, "digits"), rapid.IntRange(0, 4).Draw(t, "decimals")
		num, den := rapid.Uint64Range(1, 100).Draw(t, "num"), rapid.Uint64Range(1, 10_000).Draw(t, "den")
		assert.Equal(t, roundLong(v, digits, num, den, decimals), round(v, digits, num, den, decimals))
	})
}
