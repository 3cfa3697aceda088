package report

var messagesBoundary = map[string]string{
	"unreadable":     "无法读取",
	"binary.damaged": "字节不是图斑的二进制数据，或已损坏",

	"frame.zone":  "CGCS2000 没有 {width} 度带第 {zone} 带（3 度带为 25 至 45 带，6 度带为 13 至 23 带）",
	"frame.epsg":  "不支持 EPSG:{epsg}，请先把数据转换到 CGCS2000（EPSG:4490，或高斯-克吕格投影 EPSG:4491 至 4554）",
	"frame.edges": "不认识的边线方式 {edges}，请写 lonlat、gk25 至 gk45 或 gk6-13 至 gk6-23",
	"frame.name":  "不支持坐标系 {crs}，请先把数据转换到 CGCS2000（EPSG:4490，或高斯-克吕格投影 EPSG:4491 至 4554）",

	"frame.old_datum": "EPSG:{epsg} 属于{crs}坐标系，没有公开的转换参数可换算到 CGCS2000（相差数米至数十米），请向数据提供单位索取 CGCS2000 数据",
	"frame.encrypted": "{crs} 坐标经过加密偏移（可达数百米），不能用于核查，请索取 CGCS2000 数据",

	"point.finite":         "坐标不是有限的数值",
	"point.metres":         "应为经纬度，坐标却是米：看来是 {crs}（高斯-克吕格，东坐标在前），请指明坐标系（如 -crs {crs}）",
	"point.metres_unknown": "应为经纬度，坐标却是米：请指明坐标系（如 -crs EPSG:4548，即 3 度带第 39 带、不带带号）",
	"point.swapped":        "纬度 {lat} 超过 90 度：经度和纬度可能颠倒了",
	"point.latitude":       "纬度 {lat} 超过 90 度",
	"point.longitude":      "经度 {lon} 超过 180 度",
	"point.degrees":        "应为 {crs} 的米制坐标，坐标却是度",
	"point.axes":           "北坐标 {y} 超出极点：东坐标和北坐标可能颠倒了",
	"point.zone":           "东坐标 {x} 属于 {found}，不属于 {crs}",
	"point.easting":        "东坐标 {x} 不属于 {crs}",
	"point.northing":       "北坐标 {y} 超出极点",

	"geometry.vertices": "有 {n} 个顶点，超过一个图斑所能容纳的数量",
	"geometry.empty":    "图形为空，没有多边形或没有环",
	"geometry.range":    "坐标超出范围：{error}",
	"geometry.flat":     "图形没有面积",
	"geometry.long":     "边线太长，需要插入超过 {n} 个点",
	"geometry.complex":  "相互靠近的边线超过 {pairs} 对，或相交的超过 {crossings} 对",
	"geometry.rounded":  "坐标取整到 {unit} 后，更窄的部分不再表示：{before} 个环变为 {after} 个（面积变化 {change} m²）",

	"ring.points":    "环只有 {n} 个不同的点，至少需要 3 个",
	"ring.flat":      "环的各点在一条直线上",
	"ring.closed":    "环未闭合，已按首点闭合",
	"ring.repeated":  "有 {n} 个顶点与前一点重复，只计一次",
	"ring.direction": "有 {n} 个环方向相反（应外环逆时针、内环顺时针），已按其位置读取",
	"ring.crosses":   "环自相交，按奇偶规则读取：绕行奇数圈处为内（面积变化 {change} m²）",
	"ring.spike":     "环沿自身折返，该段没有面积（面积变化 {change} m²）",
	"ring.touches":   "环在 {n} 处与自身相接，面积不变，但不合 OGC 规范",
	"ring.equal":     "与第 {polygon} 个多边形第 {ring} 环完全相同，只计一次（面积变化 {change} m²）",

	"hole.outside":  "内环在外环之外，该部分不扣除（面积变化 {change} m²）",
	"holes.overlap": "内环互相重叠，重叠部分只扣除一次（面积变化 {change} m²）",
	"parts.overlap": "同一图斑的多边形互相重叠，重叠部分只计一次（面积变化 {change} m²）",
}
