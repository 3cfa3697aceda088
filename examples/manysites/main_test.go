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
	require.Equal(t, `示例1 开发区标准厂房 pass
示例2 社区配套服务用房 pass
示例3 变配电站 pass
示例4 沿河仓储物流园 fail
示例5 农产品冷链中心 conditional
共 5 个地块：不通过 1，有条件通过 1，通过 3
`, out.String())
}
