package report

var messagesSurvey = map[string]string{
	// The file as a whole.
	"survey.unreadable":       "文件后面的内容无法读取",
	"survey.not_survey":       "文件中既没有地块，也没有坐标行，不是界址点 TXT 文件",
	"survey.no_parcels":       "[地块坐标] 下没有地块",
	"survey.encoding":         "文件未说明编码，已按 {encoding} 读取，请核对名称是否为乱码",
	"survey.encoding_mixed":   "文件为 UTF-8 编码，但这一行不是，已按 GB18030 读取",
	"survey.encoding_damaged": "这一行含有不成文字的字节，已用 � 代替",

	// Limits.
	"survey.line_long":   "这一行超过 {limit} 字节",
	"survey.file_long":   "文件超过 {limit} 字节",
	"survey.fields_many": "这一行超过 {limit} 个字段",
	"survey.header_long": "文件头超过 {limit} 行",
	"survey.parcels":     "文件超过 {limit} 个地块",
	"survey.points":      "地块超过 {limit} 个界址点",
	"survey.rings":       "地块超过 {limit} 个圈",

	// Lines.
	"survey.line":            "{text} 既不是以 @ 结尾的地块行，也不是界址点行",
	"survey.joined":          "缺少换行：第 {field} 个字段 {text} 是另一个界址点的坐标，该点应另起一行",
	"survey.fields":          "第 {field} 个字段应为坐标，但这一行只有 {count} 个字段",
	"survey.number":          "第 {field} 个字段 {text} 不是坐标数值",
	"survey.no_at":           "地块行没有以 @ 结尾",
	"survey.no_points":       "地块没有界址点",
	"survey.same_coordinate": "每个界址点的两个坐标都相同：导出文件的软件把同一个坐标写了两遍",

	// Coordinates and what the header says of them.
	"survey.axes":                 "坐标既不是中国境内的北、东坐标（米），也不是经纬度；若坐标无误，请指明坐标系（如 -crs EPSG:4548，即 3 度带第 39 带、不带带号）",
	"survey.axes_mixed":           "这一点的坐标与地块第一点不是同一类：坐标顺序、单位或带号前缀不同，或者写错了数字",
	"survey.zones":                "东坐标属于第 {zone} 带，而地块第一点属于第 {first} 带",
	"survey.zone":                 "东坐标不带带号，文件头也没有带号；请指明坐标系（如 -crs EPSG:4548，即 3 度带第 39 带、不带带号；3 度带为 EPSG 4509 加带号，6 度带为 4489 加带号）",
	"survey.swapped":              "第一个坐标是东坐标或经度，第二个是北坐标或纬度（由数值大小判断），与部标顺序相反，已按实际顺序读取",
	"survey.order_assumed":        "由数值大小无法判断坐标顺序，已把第一个坐标作为北坐标或纬度",
	"survey.degrees":              "坐标是经纬度（度），不是米",
	"survey.zone_differs":         "文件头的带号是 {header}，但东坐标以 {prefix} 开头，已以坐标为准",
	"survey.width_differs":        "文件头写的是 {header} 度分带，但第 {zone} 带是 {width} 度带，已以带号为准",
	"survey.wgs84":                "坐标系为 {system}，已按 CGCS2000 读取，两者相差不到 1 米",
	"survey.encrypted":            "坐标系为 {system}，坐标经过加密偏移，偏差可达数百米；请取得 CGCS2000 坐标的数据",
	"survey.datum":                "坐标系为 {system}，基准与 CGCS2000 不同，转换参数不公开，可能相差上百米；请由测绘单位转换到 2000 国家大地坐标系",
	"survey.datum_overruled":      "文件头写的是 {system}，基准不同；已按指定的 {crs} 读取",
	"survey.datum_unknown":        "不认识坐标系 {system}，已按 CGCS2000 读取，请核对",
	"survey.transform":            "文件头有转换参数（{parameters}），没有使用",
	"survey.unit":                 "坐标的计量单位是 {unit}，只能读取米",
	"survey.projection":           "投影类型是 {projection}，只能读取高斯-克吕格投影",
	"survey.projection_overruled": "文件头的投影类型是 {projection}，已按指定的 {crs} 读取",
	"survey.crs_degrees":          "坐标不可能属于指定的 {crs}：坐标是经纬度（度）",
	"survey.crs_metres":           "坐标不可能属于指定的 {crs}：坐标是米",
	"survey.crs_overrules":        "东坐标以 {prefix} 开头，但已按指定的 {crs} 读取，请核对",
	"survey.crs_prefix":           "已按 {used} 读取，与指定的 {crs} 同带；东坐标是否带带号由数值判断",

	// Parcels.
	"survey.count":     "地块行写有 {stated} 个界址点，实际有 {count} 行，请核对文件是否完整",
	"survey.kind":      "记录图形属性为 {kind}，已按面读取",
	"survey.ring_slip": "这一点闭合了前一圈，圈号却不同，已归入前一圈",
	"survey.ring_cut":  "这一点之前的圈已经完整而圈号未变，从这一点起作为新的一圈",
	"survey.area":      "所填地块面积 {stated} 与计算面积 {hectares} 公顷（{m2} 平方米）按哪种单位都不相符",
	"survey.area_text": "地块面积 {stated} 不是数值",
	"survey.area_unit": "从数值看，地块面积的单位是{unit}，而不是部标规定的公顷",

	// Writing.
	"survey.write_zone":       "经度 {longitude} 不在中国的 3 度带（25 至 45 带）之内",
	"survey.write_far":        "这一点离写出文件的第 {zone} 带太远",
	"survey.write_charset":    "GBK 没有 {text} 中的字符 {character}，请改用 UTF-8 写出",
	"survey.write_empty":      "要素没有图形",
	"survey.write_text":       "{text} 等文字中的逗号已改为中文逗号，换行已改为空格，因为这种格式无法表示",
	"survey.write_properties": "格式中没有 {names} 的位置，这些属性没有写出",
	"survey.write_rounded":    "坐标已四舍五入到 {decimals} 位小数",
	"survey.write_merged":     "保留 {decimals} 位小数后重合的点只写了一次",
	"survey.write_collapsed":  "有一圈在保留 {decimals} 位小数后消失，没有写出",
	"survey.write_prefix":     "东坐标前已加带号 {zone}",
	"survey.write_projected":  "顶点已由 {from} 投影到 {to}，保留 {decimals} 位小数",
	"survey.write_edges":      "边线原以 {from} 为直线，文件中以 {to} 为直线，长边会略有移动，面积也会略有变化",
}
