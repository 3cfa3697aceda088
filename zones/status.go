package zones

import "slices"

// A Status is how a site stands to a line. Its value is the word of the JSON.
type Status string

// Statuses, worst first.
const (
	Prohibited         Status = "prohibited"
	NotChecked         Status = "not_checked"
	NeedsApproval      Status = "needs_approval"      // 国务院批准
	NeedsJustification Status = "needs_justification" // 不可避让论证
	NeedsRecognition   Status = "needs_recognition"   // 省政府认定
	Conditional        Status = "conditional"
	CrossesWithoutLand Status = "crosses_without_land"
	Negligible         Status = "negligible"
	Touching           Status = "touching"
	Within             Status = "within"
	NotInvolved        Status = "not_involved"
)

// Statuses are all statuses, worst first.
var Statuses = []Status{Prohibited, NotChecked, NeedsApproval, NeedsJustification, NeedsRecognition, Conditional,
	CrossesWithoutLand, Negligible, Touching, Within, NotInvolved}

// Worse returns the worse of two statuses. The empty status is better than all.
func (s Status) Worse(t Status) Status {
	if t == "" || s != "" && slices.Index(Statuses, s) <= slices.Index(Statuses, t) {
		return s
	}
	return t
}

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

// verdict derives the answer from the worst status and the caps.
func verdict(worst Status, capsHold bool) Verdict {
	switch worst {
	case Prohibited:
		return VerdictFail
	case NotChecked:
		if capsHold {
			return VerdictNotChecked
		}
	case NeedsApproval, NeedsJustification, NeedsRecognition, Conditional:
		if capsHold {
			return VerdictConditional
		}
	}
	if !capsHold {
		return VerdictFail
	}
	return VerdictPass
}
