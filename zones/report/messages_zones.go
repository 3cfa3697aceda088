package report

// messagesZones are the messages of plans, layers, caps and checks.
var messagesZones = map[string]string{
	"file.missing":    "文件不存在",
	"file.unreadable": "无法读取文件",

	"plan.json":     "plan.json 有误：{error}",
	"plan.schema":   "schema 是 {schema}，应为 {want}",
	"plan.line":     "第 {n} 个图层（{path}）：不认识的控制线 {line}；自定义图层的名称须以 x_ 开头",
	"plan.missing":  "方案写明的文件 {path} 不存在",
	"plan.sub_zone": "第 {n} 个图层（{path}）：{line} 没有分区 {zone}，可用 {known}",
	"plan.path":     "第 {n} 个图层没有写 path",
	"plan.date":     "第 {n} 个图层（{path}）的日期 {date} 有误，应写成 2026-11-23",
	"plan.aliases":  "字段别名文件有误：{error}",

	"plan.supplement":   "第 {n} 个补充规则须写明 rules，并写明 regions 或 area 之一",
	"supplement.region": "行政区图层中没有 {region}",

	"cap.id":           "规模指标 {id} 重复或缺少 id",
	"cap.invalid":      "规模指标 {id} 有误：{reason}",
	"cap.region":       "规模指标 {id}：行政区图层中没有 {region}",
	"cap.unknown":      "规模指标 {id} 无法核查：没有{line}图层",
	"cap.coverage":     "规模指标 {id} 无法核查：{line}图层没有覆盖其全部行政区",
	"cap.no_stock":     "规模指标 {id} 无法核查：没有存量建设用地图层，无法量算{line}内已用的增量",
	"layer.deduction":  "{n} 个图斑填写的扣除不是 0 至 1 之间的比例（首个：{stated}），未予扣除",
	"sequence.overlap": "地块有 {area} m² 属于排在前面的地块 {other}，只计一次",

	"edges.auto":   "经纬度数据的边线按{edges}平面内的直线处理，与图层 {layer} 一致",
	"edges.lonlat": "边线按经纬度直线处理：没有投影坐标的图层",

	"layer.line":             "不认识的控制线 {line}；自定义图层的名称须以 x_ 开头",
	"layer.empty":            "图层中没有图斑",
	"layer.missing":          "没有该控制线的图层",
	"layer.no_coverage":      "方案未说明图层的覆盖范围，按全覆盖处理",
	"layer.no_date":          "方案未说明图层的日期",
	"layer.age_unknown":      "规则要求图层不超过 {limit} 天，而图层日期未知",
	"layer.stale":            "图层日期为 {date}，距核查日期 {days} 天，规则只允许 {limit} 天",
	"layer.coverage":         "地块有 {area} m² 在图层覆盖范围之外",
	"layer.sub_zone":         "不认识的分区 {words}；结论取决于分区的，不作判定",
	"layer.overlaps":         "有 {n} 对图斑互相重叠（共 {area} m²，首先与图斑 {other}），重叠部分只计一次",
	"layer.members":          "有 {n} 个图斑按字段 {field} 属于其他管控边界（{words}），不计入本图层",
	"layer.members_kept":     "有 {n} 个图斑的字段 {field} 不认识（{words}），仍计入本图层",
	"layer.members_unknown":  "有 {n} 个图斑的字段 {field} 不认识（{words}），不计入本图层",
	"layer.area_unit":        "字段 {field} 的面积单位是 {unit}，不是 m²（{of} 个图斑中 {n} 个相符）",
	"layer.area_field":       "{n} 个图斑的字段 {field} 与图形面积不符，无论何种单位（首个：填写 {stated}，图形 {area} m²）",
	"cropland.missing":       "没有耕地图层：地块在永久基本农田以外的 {area} m² 都按“其他土地”判断审批层级；其中耕地超过限额的，审批层级以实际为准",
	"layer.sub_zone_unknown": "不认识的分区 {words}，而结论取决于分区",

	"quota.no_period": "未查询指标账户：日期和年度都不知道",
	"quota.unplaced":  "未查询指标账户：地块不在方案的任何行政区内",
	"quota.short":     "{region} {period} 年度的账户不足以提供地块所需指标",

	"snapshot.not":     "这不是方案快照文件",
	"snapshot.version": "快照版本为 {found}，本程序只读取 {want}，请由方案重新生成",
	"snapshot.cut":     "快照不完整，在数据块 {block} 处中断",
	"snapshot.damaged": "快照的数据块 {block} 已损坏",
	"snapshot.rules":   "快照中没有规则集",
	"snapshot.count":   "快照中有 {found} 个图斑，而其中写明的是 {want} 个",
	"snapshot.number":  "快照中图层 {layer} 的图斑编号有误",

	"feature.id":   "编号 {id} 重复，本图斑改称 {new}",
	"site.empty":   "地块没有面积",
	"site.edges":   "地块的边线按{site}直线处理，图层的按{layer}直线处理；如果两者原在同一平面上绘制，请指明（-edges {zone}），否则长边之间会相差数平方米",
	"date.unknown": "核查没有日期：不论施行日期，规则一律适用",
}
