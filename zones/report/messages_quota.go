package report

// messagesQuota are the messages of package quota.
var messagesQuota = map[string]string{
	// Entries.
	"quota.no_id":         "台账记录缺少编号",
	"quota.kind":          "记录 {id}：{kind} 不是台账事项",
	"quota.no_region":     "记录 {id}：缺少行政区",
	"quota.own_parent":    "记录 {id}：行政区 {region} 的上级不能是它自己",
	"quota.period":        "记录 {id}：{period} 不是计划年度",
	"quota.date":          "记录 {id}：{date} 不是日期，应写作 2024-03-31",
	"quota.no_project":    "记录 {id}：“{kind_name}”须写明项目",
	"quota.project":       "记录 {id}：“{kind_name}”记在行政区名下，不对应项目",
	"quota.long":          "记录 {id}：字段 {field} 超过 {limit} 字节",
	"quota.text":          "记录 {id}：字段 {field} 含控制字符，或不是 UTF-8 编码",
	"quota.no_area":       "记录 {id}：“{kind_name}”的面积不能为 0",
	"quota.negative":      "记录 {id}：“{kind_name}”的面积不能为负",
	"quota.rate_kind":     "记录 {id}：“{kind_name}”不适用比例",
	"quota.amount":        "记录 {id}：所写数额 {given} 公顷与应得数额 {amount} 公顷不符",
	"quota.two_parents":   "记录 {id}：行政区 {region} 已归 {known}，不能又归 {parent}",
	"quota.cycle":         "记录 {id}：{parent} 是 {region} 的下级，不能作它的上级",
	"quota.two_areas":     "记录 {id}：面积既写了公顷又写了平方米",
	"quota.year":          "{text} 不是年度",
	"quota.conflict":      "编号 {id} 已有另一笔记录：{date}，{region}，{kind_name} {amount} 公顷",
	"quota.rate":          "记录 {id}：未给出 {region} {period} 年度“{kind_name}”的比例；比例每年核定，没有缺省值",
	"quota.rates_kind":    "{kind} 不适用比例",
	"quota.rate_unset":    "未给出比例",
	"quota.nothing_asked": "记录 {id}：地块 {site} 的报告没有占用指标",
	"quota.request":       "不能申请 {area} 公顷",
	"quota.reversal":      "记录 {id}：“{kind_name}”冲减 {requested} 公顷，超过账上的 {available} 公顷",
	"quota.floor":         "记录 {id}：{region} {period} 年度“{kind_name}”{requested} 公顷，可用只有 {available} 公顷，尚缺 {missing} 公顷（余额 {balance}，下限 {floor}）",
	"quota.uncovered":     "记录 {id}：{region} {period} 年度预支 {requested} 公顷，现只能归还 {available} 公顷，还须挣回 {missing} 公顷（余额 {balance}，下限 {floor}）",

	// Steps of a project.
	"quota.step_approval":     "记录 {id}：项目 {project} 批准 {requested} 公顷，而预留未用的只有 {available} 公顷",
	"quota.step_release":      "记录 {id}：项目 {project} 退回 {requested} 公顷，而预留未用的只有 {available} 公顷",
	"quota.step_expiry":       "记录 {id}：项目 {project} 失效 {requested} 公顷，而预留未用的只有 {available} 公顷",
	"quota.step_supply":       "记录 {id}：项目 {project} 供应 {requested} 公顷，而已批未供的只有 {available} 公顷",
	"quota.step_registration": "记录 {id}：项目 {project} 登记 {requested} 公顷，而已供未登的只有 {available} 公顷",

	// Numbers.
	"quota.number":      "{text} 不是公顷数",
	"quota.decimals":    "{text} 超过 4 位小数；请先取整到平方米",
	"quota.large":       "{text} 公顷过大，无法记账",
	"quota.metres":      "{text} 不是平方米数",
	"quota.area":        "面积 {area} 平方米无法记账",
	"quota.rate_syntax": "{text} 不是比例，应写作 0.5、50% 或 1/2",
	"quota.product":     "{area} 公顷 × {rate} 过大，无法记账",

	// Idle land.
	"quota.idle_date":         "{name} 为 {date}，不是日期，应写作 2024-03-31",
	"quota.idle_negative":     "面积与投资额不能为负",
	"quota.idle_order":        "{date} 中止开发，却没有动工日期",
	"quota.idle_before_start": "{date} 中止开发，早于动工日期",

	// Files of entries.
	"quota.csv":        "表格格式有误：{reason}",
	"quota.csv_fields": "该行的列数与首行不同",
	"quota.csv_quote":  "引号没有成对，或者出现在没有加引号的单元格里",
	"quota.csv_column": "第 {column} 列：列名 {name} 不认识或重复",
	"quota.file_size":  "文件超过 {limit} 字节",
	"quota.csv_text":   "{column} 列的内容超过 {limit} 字节",

	// Stores.
	"quota.batch":           "一批 {bytes} 字节，超过上限 {limit}",
	"quota.store_stuck":     "存储不接受第 {number} 条记录，但又没有第 {read} 条以后的记录：其中的记录可能被删过",
	"quota.stored_twice":    "第 {number} 笔记录的编号 {id} 与先前的记录相同",
	"quota.stored_entry":    "已存的记录与账不符",
	"quota.journal_locked":  "日志文件正被另一进程使用",
	"quota.journal_broken":  "先前写入失败，须重新打开日志文件",
	"quota.journal_damaged": "第 {record} 条、偏移 {offset} 处损坏：{reason}；文件未作改动",
	"quota.not_a_journal":   "不是第 1 版指标台账日志：开头为 {head}",
	"quota.torn_tail":       "末尾 {bytes} 字节（自偏移 {offset} 起）属于一条未写完、也未确认的记录，已删除",
	"quota.torn_header":     "文件在文件头处中断，已重新开始",
}
