package main

import "fmt"

// counties of 聊城, one letter for a tenth of a degree, from the north.
var countyMap = []string{
	".....LL.TTT.",
	"...LLLLTTTTT",
	"..LLLLLTTTTT",
	".GGLLLDCCCCC",
	"GGGGDDDDDCCC",
	"GGGGDDDDDCCE",
	".GGSDDDDEEEE",
	"..SSSDDYEEEE",
	"..SSSYYYYEEE",
	".SSSYYYYYE..",
	".SSSSYYY....",
	".SSSS.......",
}

var counties = []struct {
	letter     byte
	code, name string
}{
	{'D', "371502", "东昌府区"},
	{'C', "371503", "茌平区"},
	{'Y', "371521", "阳谷县"},
	{'S', "371522", "莘县"},
	{'E', "371524", "东阿县"},
	{'G', "371525", "冠县"},
	{'T', "371526", "高唐县"},
	{'L', "371581", "临清市"},
}

// The development boundary, one letter for a cell, from the north: A E G D
// concentrated (the city and its three city-run zones), F flexible, S special
// purpose; H farmland inside it, left out of it; f farmland around it.
var cityMap = []string{
	"....ffffff........",
	"...fFFAAAAFFff....",
	"..fFAAAAAAAGGGf...",
	"..fAAAAAAAGGGGFf..",
	".fAAAAAAAAGGHGFf..",
	".fAAASSAAAGGGGGf..",
	"ffAASSSSAAAEEEEEff",
	"fAAAASSAAAAEEEEEFf",
	"fAAAAAAAAAAEEHEEFf",
	"fFAHHAAAAAAEEEEEff",
	".fAHHAAAAAEEEEEFf.",
	".fDDDDDAAAAEEEff..",
	".fFDSSDDAAAFFff...",
	"..fDDDDDFffff.....",
}

var developments = []struct {
	letter        byte
	subZone, name string
}{
	{'A', "城镇集中建设区", "中心城区"},
	{'E', "城镇集中建设区", "经济技术开发区"},
	{'G', "城镇集中建设区", "高新技术产业开发区"},
	{'D', "城镇集中建设区", "江北水城旅游度假区"},
	{'F', "城镇弹性发展区", "城镇弹性发展区"},
	{'S', "特别用途区", "湖滨湿地"},
}

// on returns a test for the letter of a map at a cell.
func on(m []string, letter byte) func(i, j int) bool {
	return func(i, j int) bool { return m[len(m)-1-j][i] == letter }
}

// Cells of the city are this wide and high: the pitch that brings the boundary
// to just under 222 km².
const cityX, cityY = 140_000, 102_485

var (
	countyGrid = newGrid(seed(1), point{1153_000_000, 358_000_000}, 1_000_000, 1_000_000, 12, 12, 12, 5)
	cityGrid   = newGrid(seed(2), point{1158_500_000, 363_800_000}, cityX, cityY, 18, 14, 6, 3)
)

func seed(n uint64) *random {
	r := random(20220 + n)
	return &r
}

func regions() []feature {
	var out []feature
	for _, c := range counties {
		for _, p := range countyGrid.outlines(on(countyMap, c.letter)) {
			out = append(out, feature{"", properties{{"XZQDM", c.code}, {"XZQMC", c.name}}, p})
		}
	}
	return out
}

func developmentBoundary() []feature {
	var out []feature
	for _, d := range developments {
		for _, p := range cityGrid.outlines(on(cityMap, d.letter)) {
			n := len(out) + 1
			out = append(out, feature{"", properties{{"BSM", bsm("371502", 30_000+n)}, {"XZQDM", "371502"}, {"XZQMC", "东昌府区"},
				{"GHFQMC", d.subZone}, {"BZ", d.name}}, p})
		}
	}
	return out
}

// bsm is a feature's number as the data standard makes it: county, four zeros,
// eight digits.
func bsm(county string, n int) string { return fmt.Sprintf("%s0000%08d", county, n) }
