package main

// sites are the five of the demo.
func sites() []feature {
	site := func(id, name, what string, ring []point) feature {
		return feature{id, properties{{"XMMC", name}, {"说明", what}}, polygon{ring}}
	}
	return []feature{
		site("示例1", "开发区标准厂房", "合成数据：位于集中建设区内，应当通过", middle(cityGrid, 12, 6,
			point{-21_000, -16_200}, point{21_300, -17_800}, point{24_100, 15_500}, point{900, 18_800}, point{-19_600, 16_100})),
		site("示例2", "社区配套服务用房", "合成数据：与界内保留的永久基本农田共用边界，不重叠", beside(13, 5, 0)),
		site("示例3", "变配电站", "合成数据：侵入永久基本农田不足 1 平方米", beside(3, 4, 2)),
		site("示例4", "沿河仓储物流园", "合成数据：占用生态保护红线核心保护区和永久基本农田", acrossTheRiver()),
		site("示例5", "农产品冷链中心", "合成数据：位于城镇开发边界外的村庄旁", middle(blockGrid(3), 1, 1, // a village in the map of fields
			point{-13_200, -9_800}, point{12_700, -10_300}, point{13_900, 8_600}, point{-2_100, 10_900}, point{-12_400, 9_100})),
	}
}

// beside returns a site along the north side of a farmland cell of the city,
// sharing its vertices; one vertex is moved into the field by some units.
func beside(i, j int, into int64) []point {
	s := sides(i, j)[2] // the north side of the field, westwards
	edge := cityGrid.path(s)
	a, b := edge[1], edge[2]
	ring := []point{b, a}
	if into > 0 {
		// The triangle from b to m and back to the edge is in the field.
		ring = []point{b, {(5*b.x + a.x) / 6, (5*b.y+a.y)/6 - into}, {a.x, a.y + 2_000}}
	}
	return append(ring, point{a.x - 1_700, a.y + 15_300}, point{b.x + 2_400, b.y + 14_100})
}

func acrossTheRiver() []point {
	const at = 89
	p := func(line, station int, percent int64) point {
		a, b := river.lines[line][station], river.lines[line+1][station]
		return point{a.x + (b.x-a.x)*percent/100, a.y + (b.y-a.y)*percent/100}
	}
	return []point{p(3, at, 20), p(3, at+1, 15), p(1, at+1, 60), p(1, at, 70)}
}

// middle returns a ring around the middle of a cell.
func middle(g *grid, i, j int, offsets ...point) []point {
	ring := g.cell(i, j)[0]
	var x, y int64
	for _, p := range ring {
		x += p.x
		y += p.y
	}
	n := int64(len(ring))
	out := make([]point, len(offsets))
	for k, o := range offsets {
		out[k] = point{x/n + o.x, y/n + o.y}
	}
	return out
}
