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
	require.Equal(t, `示例1 applies (amended: false), 1 pending
示例1: pass; others pending: 0, claims on the land: 0
停车场 applies (amended: false), 2 pending
示例1: pass; others pending: 1, claims on the land: 1
  停车场 物流停车场 49907.58 m²
停车场 applies (amended: true), 2 pending
示例1: pass; others pending: 1, claims on the land: 1
  停车场 物流停车场 13765.67 m²
the car park is withdrawn: true
示例1: pass; others pending: 0, claims on the land: 0
`, out.String())
}
