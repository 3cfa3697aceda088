package report

var messagesGeojson = map[string]string{
	// The text is not GeoJSON.
	"geojson.empty_file":         "文件是空的",
	"geojson.unexpected":         "第 {offset} 字节处为 {found}，不合 JSON 语法（应为 {wanted}）",
	"geojson.truncated":          "文件在第 {offset} 字节处中断，内容不完整（应为 {wanted}）",
	"geojson.trailing":           "数据结束之后还有多余内容（自第 {offset} 字节起）",
	"geojson.escape":             "第 {offset} 字节处的反斜杠转义不合 JSON 语法",
	"geojson.number":             "第 {offset} 字节处的 {text} 不是合法的数字",
	"geojson.utf8":               "第 {offset} 字节处不是 UTF-8 编码（可能是 GBK）；GeoJSON 只能用 UTF-8，请先转换编码",
	"geojson.utf16":              "文件是 UTF-16 编码；GeoJSON 只能用 UTF-8，请先转换编码",
	"geojson.esri":               "这是 ArcGIS 的 JSON（Esri JSON），不是 GeoJSON，请导出为 GeoJSON",
	"geojson.no_type":            "对象没有 type 成员，不是 GeoJSON",
	"geojson.type":               "此处不能出现类型 {type}",
	"geojson.duplicate":          "同一对象中成员 {name} 出现了两次",
	"geojson.misplaced":          "{type} 中不能有成员 {name}",
	"geojson.no_features_member": "FeatureCollection 没有 features 成员",
	"geojson.bad_properties":     "属性不是 JSON 对象，无法写出",

	// The coordinates are not a polygon.
	"geojson.no_geometry":    "要素没有图形",
	"geojson.no_coordinates": "{type} 没有坐标",
	"geojson.points":         "应为面，却是点（{type}）",
	"geojson.lines":          "应为面，却是线（{type}）",
	"geojson.empty":          "坐标为空",
	"geojson.nesting":        "坐标的层次与 {type} 不符",
	"geojson.one_ordinate":   "顶点只有一个坐标值，应有两个",
	"geojson.not_number":     "坐标为 {text}，不是数字",
	"geojson.overflow":       "坐标 {text} 超出数值范围",
	"geojson.swapped":        "坐标似为纬度在前、经度在后；GeoJSON 应为经度在前，请交换后再读取",

	// Coordinate systems.
	"geojson.encrypted":     "{crs} 坐标经过加密偏移，偏差可达数百米且无法准确还原，请取得 CGCS2000 坐标的数据",
	"geojson.crs_link":      "crs 是链接，不予读取；请自行指明坐标系（-crs）",
	"geojson.crs_form":      "crs {crs} 没有写明坐标系；请自行指明（-crs）",
	"geojson.crs_two":       "同一要素中既有 {one} 坐标，又有 {other} 坐标",
	"geojson.crs_late":      "crs（{crs}）写在要素之后，而前面的要素已按经纬度读取；请把 crs 移到前面，或自行指明坐标系（-crs）",
	"geojson.mixed_frames":  "图形为 {crs}，前面的图形为 {first}；一个文件只能用一种坐标系",
	"geojson.crs_null":      "crs 为 null，坐标按 CGCS2000 经纬度读取",
	"geojson.wgs84":         "WGS 84 坐标按 CGCS2000 读取",
	"geojson.crs_overruled": "文件写明的坐标系为 {crs}，按要求改用 {used}",

	// Limits.
	"geojson.bytes":    "输入超过 {limit} 字节",
	"geojson.text":     "单个值超过 {limit} 字节（第 {offset} 字节处）",
	"geojson.depth":    "嵌套超过 {limit} 层（第 {offset} 字节处）",
	"geojson.rings":    "要素的环超过 {limit} 个",
	"geojson.vertices": "要素的顶点超过 {limit} 个",
	"geojson.features": "要素超过 {limit} 个",

	// Notes.
	"geojson.no_features": "FeatureCollection 中没有要素",
	"geojson.skipped":     "没有图形的要素已略去",
	"geojson.heights":     "顶点的高程等多余坐标值不予保留",
	"geojson.foreign":     "要素在 properties 之外另有成员，已并入属性",
	"geojson.collection":  "GeometryCollection 按一个 MultiPolygon 读取",
}
