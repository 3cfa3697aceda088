package report

// messagesWkb are the messages of packages wkb and wkt.
var messagesWkb = map[string]string{
	// Both: the rows, and the coordinate system.
	"rows.unreadable":  "文件无法继续读取",
	"rows.null":        "没有图形：图形列为 NULL 或空白",
	"rows.no_features": "文件中没有图形",
	"rows.bytes":       "内容超过 {limit} 字节",
	"rows.line_long":   "该行超过 {limit} 字节",
	"rows.features":    "图形超过 {limit} 个",
	"srid.overruled":   "不采用数据中的 SRID {srid}，坐标按 EPSG:{epsg} 读取",
	"srid.wgs84":       "SRID 4326（WGS 84）按 CGCS2000（EPSG:4490）处理，两者之差小于其自身精度",
	"srid.degrees":     "数据没有 SRID，坐标按经纬度（EPSG:4490）读取，但不在中国范围内",
	"srid.missing":     "数据没有 SRID，坐标数值也无法说明坐标系；请在 PostGIS 中用 ST_SetSRID(geom, 4548) 指明，在 EWKT 中写作 SRID=4548;POLYGON…，或用 -crs EPSG:4548 指明",

	// The bytes are not WKB.
	"wkb.nothing":      "内容为空，没有 WKB 图形",
	"wkb.start":        "内容既不是 WKB，也不是其十六进制文本：开头为 {text}",
	"wkb.hex":          "第 {position} 个字符 {character} 不是十六进制数字",
	"wkb.hex_odd":      "十六进制文本共 {count} 位，为奇数，内容被截断",
	"wkb.truncated":    "图形不完整：内容只有 {length} 字节，其后应还有数据",
	"wkb.byte_order":   "字节 {offset}（从 0 起）应为字节序标志 0 或 1，实际为 {value}",
	"wkb.type_unknown": "字节 {offset}（从 0 起）之后的 {type} 不是任何图形类型的编号",
	"wkb.count":        "字节 {offset}（从 0 起）处声明有 {count} 个部分或点，但其后只剩 {rest} 字节，不可能容纳",
	"wkb.member":       "MULTIPOLYGON 中不能有 {type}",
	"wkb.trailing":     "图形结束之后还有多余的 {count} 字节（自字节 {offset} 起）",
	"wkb.source":       "无法从数据库类型 {type} 读取图形，图形应为字节或文本",
	"wkb.columns":      "该行有 {count} 列，应为编号和图形两列",

	// The geometry cannot be used.
	"wkb.empty": "没有图形：{type} 为空",
	"wkb.type":  "图形类型为 {type}，只能读取面（POLYGON、MULTIPOLYGON）",

	// Coordinate system.
	"wkb.srid_differs": "同一图形的一个部分 SRID 为 {srid}，另一部分为 {other}",

	// Limits.
	"wkb.rings":    "图形的环超过 {limit} 个",
	"wkb.vertices": "图形的顶点超过 {limit} 个",
	"wkb.depth":    "图形集合嵌套超过 {limit} 层",

	// Notes.
	"wkb.dimension": "顶点带有 {dimension} 值（Z 为高程，M 为量测值），未予保留",

	// The text is not WKT.
	"wkt.nothing":   "内容为空，没有 WKT 图形",
	"wkt.keyword":   "第 {column} 列：此处应为图形类型（POLYGON 或 MULTIPOLYGON），实际为 {found}",
	"wkt.srid":      "第 {column} 列：此处应为 SRID 的编号，实际为 {found}",
	"wkt.expected":  "第 {column} 列：此处应为 {wanted}，实际为 {found}",
	"wkt.list":      "第 {column} 列：此处应为逗号或右括号，实际为 {found}",
	"wkt.number":    "第 {column} 列：此处应为数字，实际为 {found}",
	"wkt.numbers":   "第 {column} 列：该顶点有 {count} 个数，应为 {wanted} 个",
	"wkt.truncated": "第 {column} 列：文本到此结束，图形不完整",
	"wkt.trailing":  "第 {column} 列：图形结束之后还有多余内容 {found}",

	// The geometry cannot be used.
	"wkt.empty": "第 {column} 列：没有图形，{type} 为空",
	"wkt.type":  "第 {column} 列：图形类型为 {type}，只能读取面（POLYGON、MULTIPOLYGON）",
	"wkt.range": "第 {column} 列：{found} 超出数值范围",

	// Limits.
	"wkt.rings":    "图形的环超过 {limit} 个",
	"wkt.vertices": "图形的顶点超过 {limit} 个",
	"wkt.depth":    "第 {column} 列：图形集合嵌套超过 {limit} 层",

	// Notes.
	"wkt.dimension": "顶点带有 {dimension} 值（Z 为高程，M 为量测值），未予保留",
	"wkt.commented": "以 # 开头的行按注释略过，但其中含有图形；编号以 # 开头时应写作 \\#",
}
