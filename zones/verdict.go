package zones

import (
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// A Verdict is the answer of a report. Its value is the word of the JSON.
type Verdict string

const (
	VerdictFail        Verdict = "fail"
	VerdictNotChecked  Verdict = "not_checked"
	VerdictConditional Verdict = "conditional"
	VerdictPass        Verdict = "pass"
)

// Verdicts are all verdicts, worst first.
var Verdicts = []Verdict{VerdictFail, VerdictNotChecked, VerdictConditional, VerdictPass}

var verdictTitles = map[Verdict]message.Text{
	VerdictFail:        {ZH: "不通过", EN: "FAIL"},
	VerdictNotChecked:  {ZH: "未能判定", EN: "NOT CHECKED"},
	VerdictConditional: {ZH: "有条件通过", EN: "CONDITIONAL"},
	VerdictPass:        {ZH: "通过", EN: "PASS"},
}

// Title says the verdict in words.
func (v Verdict) Title() message.Text {
	if t, ok := verdictTitles[v]; ok {
		return t
	}
	return message.Text{ZH: string(v), EN: string(v)}
}

// verdictOf derives the answer from the worst status and the caps: a broken cap
// is as bad as a prohibition.
func verdictOf(worst rules.Status, capsHold bool) Verdict {
	if !capsHold {
		return VerdictFail
	}
	switch worst {
	case rules.Prohibited:
		return VerdictFail
	case rules.NotChecked:
		return VerdictNotChecked
	case rules.NeedsApproval, rules.NeedsJustification, rules.NeedsRecognition, rules.Conditional:
		return VerdictConditional
	}
	return VerdictPass
}
