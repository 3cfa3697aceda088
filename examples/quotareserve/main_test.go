package main

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOutput(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(context.Background(), &out))
	require.Equal(t, `示例1 would take 14.7026 of 20.0000 ha: true
示例2 would take 3.3834 of 5.2974 ha: true
示例3 would take 4.7887 of 1.9140 ha: false
refused: quota: not enough quota: entry 2026-004: reservation of 4.7887 ha in 371502, 2026: only 1.9140 ha are available, 2.8747 ha are missing (balance 1.9140, floor 0.0000)
balance 1.9140 = earned 20.0000 - reserved 18.0860
`, out.String())
}
