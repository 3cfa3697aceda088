package main

import "github.com/sanxian/sanxian/message"

// phrases are the words of the tables in one language.
type phrases struct {
	title, synthetic, unit, rates, total, own        string
	accounts, details, tasks, projects, outlook      string
	numbers                                          []string // of the sections
	accountHead, detailHead, taskHead, projectHead   []string
	outlookHead                                      []string
	ahead, behind, even, none                        string
	identity, expiry, pennies, stageSum, outlookNote string
	stageCell, mustEarn, allCovered, listAnd         string
	thatIs, or, stop, noRate, inFront, tooLittle     string
	ways                                             [2]string // by disposing of unsupplied, of idle land
	names                                            map[string]string
}

var chinese = phrases{
	title:     "%s %d 年度规划指标台账",
	synthetic: "【示例】以下数据全部为合成，比例只是示例，不是任何文件的规定，不得作为依据。",
	unit:      "单位：公顷（保留 4 位小数，1 平方米 = 0.0001 公顷；入账时四舍五入，此后只作加减）",
	rates:     "比例：%s",
	total:     "合计", own: "（本级）",
	accounts: "指标收支", details: "增减明细", tasks: "处置任务", projects: "项目进度", outlook: "结算预测：谁有盈余，谁须处置多少才能持平",
	numbers:     []string{"一、", "二、", "三、", "四、", "五、"},
	accountHead: []string{"单位", "预支", "挣得", "扣减", "已用", "预留", "余额"},
	detailHead:  []string{"单位", "下达", "批而未供处置得", "闲置处置得", "奖励", "违法用地扣", "未完成任务扣", "失效", "欠扣"},
	taskHead:    []string{"单位", "批而未供任务", "已处置", "处置率", "闲置任务", "已处置", "处置率", "年末闲置", "闲置比例"},
	projectHead: []string{"单位", "指标下达", "土地征收", "土地供应", "不动产登记", "已用＋预留"},
	outlookHead: []string{"单位", "应还预支", "归还后净额", "盈余", "还须挣回", "须处置批而未供", "或处置闲置", "状况"},
	ahead:       "盈余", behind: "须处置", even: "持平", none: "—",
	identity:    "余额 ＝ 预支 ＋ 挣得 － 扣减 － 已用 － 预留；挣得含下达、处置所得和奖励，扣减含违法用地、未完成任务和失效；预支为尚未归还的部分。",
	expiry:      "失效：预留到期未用而作废，计入扣减。欠扣：余额不足以承担的扣减，以后所得先予抵扣，未计入“扣减”。",
	pennies:     "处置率 ＝ 已处置 ÷ 任务；闲置比例 ＝ 年末闲置 ÷ 供应土地基数；合计的比率按合计数计算，不是各行之和。",
	stageSum:    "括号内为项目数，按已到达的最远环节计。四个环节之和 ＝ 已用 ＋ 预留。",
	outlookNote: "归还后净额 ＝ 余额 － 欠扣 － 预支。须处置面积按上列比例折算，两种办法任选其一，也可搭配；一个单位的盈余不抵另一个单位的缺口。",
	stageCell:   "%s (%d)",
	mustEarn:    "%s：还须挣回 %s 公顷",
	thatIs:      "，即再处置", ways: [2]string{"批而未供 %s 公顷", "闲置 %s 公顷"}, or: "，或", stop: "。", noRate: "（未给出比例，不能折算处置面积）。",
	inFront: "盈余由多到少：%s。", tooLittle: "（年末闲置只有 %s 公顷，不够）",
	allCovered: "各单位挣得的指标都足以归还预支。",
	listAnd:    "，",
}

var english = phrases{
	title:     "%s %d: planning quota accounts",
	synthetic: "[DEMO] All entries are synthetic; the rates are examples and no law. Not a basis for anything.",
	unit:      "Hectares with 4 decimals (1 m² = 0.0001 ha; rounded half-up when an entry is made, only added up after that)",
	rates:     "Rates: %s",
	total:     "Total", own: " (own)",
	accounts: "Accounts", details: "Gains and deductions", tasks: "Disposal tasks", projects: "Projects", outlook: "Settlement outlook: who is ahead, who must dispose of how much to break even",
	numbers:     []string{"1. ", "2. ", "3. ", "4. ", "5. "},
	accountHead: []string{"unit", "advance", "earned", "deducted", "used", "reserved", "balance"},
	detailHead:  []string{"unit", "allocation", "unsupplied land", "idle land", "award", "illegal use", "unmet tasks", "expiry", "owed"},
	taskHead:    []string{"unit", "unsupplied task", "done", "rate", "idle task", "done", "rate", "idle at end", "idle ratio"},
	projectHead: []string{"unit", "quota issued", "acquisition", "supply", "registration", "used + reserved"},
	outlookHead: []string{"unit", "advance due", "net after it", "surplus", "to earn", "dispose unsupplied", "or dispose idle", "position"},
	ahead:       "ahead", behind: "must dispose", even: "even", none: "—",
	identity:    "balance = advance + earned - deducted - used - reserved; earned has allocation, disposals, awards; deducted has illegal use, unmet tasks, expiry; advance is what is not yet given back.",
	expiry:      "expiry: reserved and not used in time, lost. owed: deductions that the account could not bear yet; what comes in next pays them; not in 'deducted'.",
	pennies:     "rate = done / task; idle ratio = idle at end / supplied land; the total's rates are of the totals.",
	stageSum:    "In brackets: projects by the furthest stage reached. The four stages add up to used + reserved.",
	outlookNote: "net = balance - owed - advance. Areas to dispose of follow from the rates above, one way or the other; one unit's surplus does not cover another's gap.",
	stageCell:   "%s (%d)",
	mustEarn:    "%s: %s ha to earn",
	thatIs:      ", that is to dispose of ", ways: [2]string{"%s ha unsupplied land", "%s ha idle land"}, or: " or ", stop: ".", noRate: " (no rate was given to say what area that is).",
	inFront: "Ahead, the largest surplus first: %s.", tooLittle: " (only %s ha are left, not enough)",
	allCovered: "Every unit has earned enough to give its advance back.",
	listAnd:    ", ",
	names: map[string]string{
		"371500": "Liaocheng", "371502": "Dongchangfu", "371503": "Chiping", "371521": "Yanggu", "371522": "Shenxian",
		"371524": "Dong'e", "371525": "Guanxian", "371526": "Gaotang", "371581": "Linqing",
	},
}

func phrasesIn(lang message.Lang) *phrases {
	if lang == message.English {
		return &english
	}
	return &chinese
}
