package main

import "strings"

// The great river in the south-east, with strips from the left bank: farmland,
// red line (general, core, general), farmland.
var river = newBand(seed(3), []point{
	{1158_300_000, 359_100_000}, {1159_600_000, 360_050_000}, {1161_000_000, 361_200_000},
	{1162_500_000, 362_700_000}, {1163_800_000, 363_700_000}, {1164_800_000, 364_400_000},
}, 50_000, []int64{260_000, 190_000, 130_000, 65_000, -65_000, -130_000, -190_000}, 12_000, 4_000)

// A smaller river in the north-west, red line without farmland along it.
var smallRiver = newBand(seed(4), []point{
	{1154_600_000, 363_200_000}, {1156_000_000, 364_800_000}, {1157_500_000, 366_600_000}, {1159_500_000, 368_000_000}, {1161_000_000, 369_300_000},
}, 80_000, []int64{30_000, -30_000}, 15_000, 4_000)

// border is the station of the great river where one county ends.
const border = 62

func redLine() []feature {
	var out []feature
	add := func(county, name, zone string, p polygon) {
		n := len(out) + 1
		out = append(out, feature{"", properties{{"BSM", bsm(county, 20_000+n)}, {"HXBM", "HX" + county + string(rune('A'+n-1))}, {"HXMC", name}, {"ZRBHDFQ", zone}}, p})
	}
	last := len(river.lines[0]) - 1
	for _, reach := range []struct {
		county, name string
		from, to     int
	}{{"371521", "黄河滩区生态保护红线（上段）", 0, border}, {"371524", "黄河滩区生态保护红线（下段）", border, last}} {
		left := river.strip(2, 3, reach.from, reach.to)
		left = append(left, river.hole(2, 3, reach.from+12, reach.from+16, 25, 75), river.hole(2, 3, reach.from+31, reach.from+34, 30, 70))
		add(reach.county, reach.name, "一般控制区", left)
		core := river.strip(3, 4, reach.from, reach.to)
		core = append(core, river.hole(3, 4, reach.from+22, reach.from+25, 35, 60))
		add(reach.county, reach.name, "核心保护区", core)
		right := river.strip(4, 5, reach.from, reach.to)
		right = append(right, river.hole(4, 5, reach.from+8, reach.from+11, 30, 80))
		add(reach.county, reach.name, "一般控制区", right)
	}
	last = len(smallRiver.lines[0]) - 1
	add("371525", "马颊河生态保护红线", "一般控制区", smallRiver.strip(0, 1, 0, last))
	return out
}

// Blocks of fields, x a field, . a village. Their south-west corners.
var fieldMap = []string{
	"xxxxxxx",
	"xx.xxxx",
	"xxxxx.x",
	"xxxxxxx",
	"x.xxxx.",
	"xxxxxxx",
}

var blocks = []struct {
	county, name string
	corner       point
}{
	{"371502", "东昌府区", point{1158_400_000, 365_700_000}},
	{"371503", "茌平区", point{1162_500_000, 365_700_000}},
	{"371521", "阳谷县", point{1158_200_000, 361_000_000}},
	{"371522", "莘县", point{1155_900_000, 361_500_000}},
	{"371522", "莘县", point{1154_500_000, 359_300_000}},
	{"371524", "东阿县", point{1161_400_000, 363_400_000}},
	{"371525", "冠县", point{1153_900_000, 364_900_000}},
	{"371526", "高唐县", point{1162_300_000, 368_000_000}},
	{"371581", "临清市", point{1157_000_000, 368_100_000}},
}

func blockGrid(n int) *grid {
	return newGrid(seed(100+uint64(n)), blocks[n].corner, 100_000, 80_000, 7, 6, 6, 2)
}

func farmland() []feature {
	var out []feature
	add := func(county, name string, p polygon) {
		n := len(out) + 1
		out = append(out, feature{"", properties{{"BSM", bsm(county, 10_000+n)}, {"XZQDM", county}, {"XZQMC", name}, {"DLMC", "水浇地"}}, p})
	}
	for j := range cityGrid.ny {
		for i := range cityGrid.nx {
			if strings.ContainsRune("Hf", rune(cityMap[cityGrid.ny-1-j][i])) {
				add("371502", "东昌府区", cityGrid.cell(i, j))
			}
		}
	}
	for k, b := range blocks {
		g := blockGrid(k)
		for j := range g.ny {
			for i := range g.nx {
				if on(fieldMap, 'x')(i, j) {
					add(b.county, b.name, g.cell(i, j))
				}
			}
		}
	}
	last := len(river.lines[0]) - 1
	for _, line := range []int{0, 1, 5} {
		for from := 0; from+4 <= last; from += 4 {
			if from < border {
				add("371521", "阳谷县", river.strip(line, line+1, from, from+4))
			} else {
				add("371524", "东阿县", river.strip(line, line+1, from, from+4))
			}
		}
	}
	return out
}
