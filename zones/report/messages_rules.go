package report

// messagesRules are the messages of rule sets, in package zones.
var messagesRules = map[string]string{
	// The file.
	"rules.too_large":     "规则文件超过 {limit} 字节",
	"rules.too_deep":      "规则文件嵌套超过 {limit} 层",
	"rules.truncated":     "规则文件不完整，在一个值的中间结束",
	"rules.syntax":        "规则文件不是有效的 JSON：{reason}",
	"rules.trailing":      "规则集之后还有多余内容",
	"rules.duplicate_key": "字段 {key} 重复出现",
	"rules.unknown_field": "{path}：没有这个字段，可用字段为 {known}",
	"rules.missing_field": "{path}：缺少字段 {field}",
	"rules.type":          "{path}：应为{what_zh}",
	// Words and figures.
	"rules.schema":       "{path}：版本为 {schema}，本程序只读取 {want}",
	"rules.id":           "{path}：编号 {id} 只能由小写字母、数字和 - _ . 组成",
	"rules.text":         "{path}：{language} 文本为空",
	"rules.date":         "{path}：{date} 不是日期，应写作 2026-11-23",
	"rules.region":       "{path}：{code} 不是 2 至 12 位行政区划代码",
	"rules.range":        "{path}：{value} 不在 {low} 至 {high} 之间",
	"rules.tolerance":    "{path}：area_m2、mean_width_m 应为不小于 0 的数，share 应不小于 0 且小于 1",
	"rules.duplicate":    "{path}：{id} 重复",
	"rules.unknown_line": "{path}：没有名为 {word} 的控制线；自定义图层以 x_ 开头",
	"rules.unknown_word": "{path}：{word} 不在可用取值 {known} 之中",
	"rules.impossible":   "{path}：条件永远不能成立：{reason_zh}",
	"rules.adds":         "{path}：带 adds_to 的规则只作补充，不能再写 status 和 overrides",
	"rules.no_citation":  "{path}：每条规则至少引用一项依据",
	// What a rule refers to.
	"rules.unknown_citation":  "{path}：依据表中没有 {id}",
	"rules.citation_date":     "{path}：依据 {id} 的施行期间与规则 {rule} 没有交集",
	"rules.citation_gap":      "{path}：规则 {rule} 施行期间的某些日期没有任何现行依据",
	"rules.unknown_parameter": "{path}：参数表中没有 {id}",
	"rules.placeholder":       "{path}：文本中用到 {name}，但未列入该规则的 parameters",
	"rules.unit":              "{path}：{id} 的单位是 {unit}；面积参数的单位应为公顷或 m2",
	"rules.unknown_rule":      "{path}：规则集中没有规则 {id}",
	"rules.wrong_rule":        "{path}：{id} 应为同一控制线上另一条有结论的规则",
	// Rules that do not hold together.
	"rules.ambiguous":        "{path}：规则 {rule}（{status}）与 {other}（{other_status}）对同一情形得出不同结论，例如：{example}；请用 overrides 指明以哪条为准，或缩小其中一条的条件",
	"rules.unreachable":      "{path}：规则 {rule} 永远不会起作用：{others} 总是在它之前，例如：{example}",
	"rules.useless_override": "{path}：规则 {rule} 取代 {other}，但没有任何项目、位置和日期同时适用这两条规则",
	"rules.never_adds":       "{path}：规则 {rule} 补充 {other}，但在 {rule} 适用的情形下 {other} 从不起作用",
	"rules.cycle":            "{path}：规则 {rule} 与它所取代的规则互相取代",
	"rules.too_complex":      "{path}：规则 {rule} 的例外过多，无法与其他规则比较",
	"rules.too_many":         "{path}：控制线 {line} 的规则中 {what} 的不同取值超过 {limit} 个；只在某村、某镇施行的规则，请在方案的 supplements 中各按其范围装载",
	"rules.duplicate_rule":   "{path}：{id} 已是规则集 {origin} 的规则；要取代它，请另起编号并在 overrides 中写明",
	// Supplements.
	"rules.supplement_base":  "{id} 是补充规则，须先装载 {base}",
	"rules.supplement_of":    "{path}：{id} 不是 {base} 的补充规则（其中写的是 {supplements}）",
	"rules.whole_plan":       "{path}：{id} 只在一定范围内施行，tolerances、order、touch_distance_m 属于整个方案，应写在方案的规则集中",
	"rules.supplement_twice": "{path}：{id} 已经合并过",
	// Notes of a report.
	"rules.date_unknown": "核对日期未知：按规则集 {set} 中最新的规则判断",
	"rules.set_expired":  "规则集 {set} 施行至 {to}，核对日期为 {date}",
	"rules.set_not_yet":  "规则集 {set} 自 {from} 起施行，核对日期为 {date}",
	"rules.expired":      "有 {n} 条规则在 {date} 已失效，未适用：{rules}",
	"rules.not_yet":      "有 {n} 条规则在 {date} 尚未施行，未适用：{rules}",
	"rules.loosened":     "{origin} 的规则 {rule} 比它所取代的规则 {other} 宽松",
}
