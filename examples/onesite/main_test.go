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
	require.Equal(t, `read: [polygon 1, ring 1: ring was not closed; it now ends where it begins]
warehouse: fail, 67.2074 ha
permanent_basic_farmland     prohibited       127122.40 m²
ecological_red_line          prohibited       544951.39 m²
urban_development_boundary   conditional           0.00 m²
Move the site off the farmland. If it is a major energy, transport, water or military project of the state that cannot avoid it, check again as such.
  《中华人民共和国土地管理法》第三十五条
  《中华人民共和国土地管理法》第三十三条
  《中华人民共和国土地管理法实施条例》第十二条
  《基本农田保护条例》第十五条
  《中华人民共和国粮食安全保障法》第十条
  《永久基本农田保护红线管理办法》
Check whether the county belongs to the basin.
  《中华人民共和国黄河保护法》第二条
  《中华人民共和国黄河保护法》第二十五条
Move the site out of the core.
  《关于在国土空间规划中统筹划定落实三条控制线的指导意见》
  《关于加强生态保护红线管理的通知（试行）》第一条第（一）项
  《中华人民共和国自然保护区条例》（2026年修订）
  《中华人民共和国自然保护区条例》（2026年修订）第二十六条
Move the site out of the red line; if it is one of the ten limited activities or a national major project, check again as such.
  《关于加强生态保护红线管理的通知（试行）》第一条第（一）项
  《关于在国土空间规划中统筹划定落实三条控制线的指导意见》
Say the class of project and check again; urban building belongs inside.
  《中华人民共和国土地管理法》第四十四条第四款
  《中华人民共和国土地管理法实施条例》第十四条
  《关于在国土空间规划中统筹划定落实三条控制线的指导意见》
  《城镇开发边界管理办法（试行）》
`, out.String())
}
