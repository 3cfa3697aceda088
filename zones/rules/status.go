package rules

import (
	"slices"

	"github.com/sanxian/sanxian/message"
)

// A Status is the answer for a site and a line. Its value is the word in JSON.
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

var statusTitles = map[Status]message.Text{
	Prohibited:         {ZH: "禁止占用", EN: "prohibited"},
	NotChecked:         {ZH: "未检查", EN: "not checked"},
	NeedsApproval:      {ZH: "需国务院批准", EN: "needs State Council approval"},
	NeedsJustification: {ZH: "需不可避让论证", EN: "needs unavoidability proof"},
	NeedsRecognition:   {ZH: "需省级人民政府认定", EN: "needs provincial recognition"},
	Conditional:        {ZH: "有条件", EN: "conditional"},
	CrossesWithoutLand: {ZH: "穿越不申请用地", EN: "crosses, requests no land"},
	Negligible:         {ZH: "低于容差", EN: "below tolerance"},
	Touching:           {ZH: "仅相接", EN: "touching only"},
	Within:             {ZH: "位于边界内", EN: "inside the boundary"},
	NotInvolved:        {ZH: "不涉及", EN: "not involved"},
}

// Title says the status in words.
func (s Status) Title() message.Text {
	if t, ok := statusTitles[s]; ok {
		return t
	}
	return message.Text{ZH: string(s), EN: string(s)}
}

var _ = message.Words("status", func(word string) string { return Status(word).Title().ZH })
