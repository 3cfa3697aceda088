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
	require.Equal(t, `before: pass
after: fail
`, out.String())
}
