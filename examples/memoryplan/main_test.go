package main

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOutput(t *testing.T) {
	var out bytes.Buffer
	run(context.Background(), &out)
	require.Equal(t, `in the town: pass, farmland not_involved, 0.00 m²
a metre over: fail, farmland prohibited, 100.00 m²
`, out.String())
}
