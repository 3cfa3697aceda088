package coordinates

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAppendNumber(t *testing.T) {
	for text, v := range map[string]float64{
		"0": 0, "-0": math.Copysign(0, -1), "115": 115, "0.1": 0.1, "39408000.1234": 39408000.1234, "0.0000001": 1e-7,
		"100000000000000000000": 1e20, "1e+21": 1e21, "5e-324": 5e-324, "0.30000000000000004": 0.30000000000000004,
	} {
		require.Equal(t, text, string(appendNumber(nil, v)))
		require.True(t, json.Valid([]byte(text)))
	}
}
