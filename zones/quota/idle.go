package quota

import (
	"time"

	"github.com/sanxian/sanxian/message"
)

var (
	msgQuotaIdleDate        = message.New("quota.idle_date", "{name} is {date}, which is not a date; write 2024-03-31", "{name} 为 {date}，不是日期，应写作 2024-03-31")
	msgQuotaIdleNegative    = message.New("quota.idle_negative", "areas and investments cannot be negative", "面积与投资额不能为负")
	msgQuotaIdleOrder       = message.New("quota.idle_order", "building was suspended on {date} but never started", "{date} 中止开发，却没有动工日期")
	msgQuotaIdleBeforeStart = message.New("quota.idle_before_start", "building was suspended on {date}, before it started", "{date} 中止开发，早于动工日期")
)

// A Citation names a rule and says whether its text was read.
type Citation struct {
	Title    string `json:"title"`
	Number   string `json:"number,omitempty"`
	Article  string `json:"article,omitempty"`
	Date     string `json:"date,omitempty"` // in force from
	Verified bool   `json:"verified"`
}

// The rules that Parcel.Idle applies.
var (
	idleRule   = Citation{Title: "闲置土地处置办法", Number: "国土资源部令第53号", Article: "第二条", Date: "2012-07-01", Verified: true}
	periodRule = Citation{Title: "中华人民共和国民法典", Article: "第二百零一条、第二百零二条", Date: "2021-01-01", Verified: true}
)

// A Parcel is granted or allocated state-owned construction land as the test
// for idle land needs it. A date is YYYY-MM-DD, or "" for what did not happen.
type Parcel struct {
	AgreedStart string // 约定、规定的动工开发日期
	Started     string // 实际动工日期
	Suspended   string // 中止开发建设日期, "" while building goes on

	ToBuild, Built Hectares // 应动工开发建设用地总面积; 已开发建设用地面积
	// 总投资额 and 已投资额, both in any one unit, such as yuan.
	Investment, Invested int64
}

// An IdleStatus is the outcome of the test for idle land.
type IdleStatus string

// The outcomes. A parcel of the first kind is idle; of the second the rule says
// 也可以认定: it may be found so, and a person decides. Neither knows of delays
// that the government or force majeure caused (第八条), which a person must ask
// about.
const (
	NotIdle          IdleStatus = "not_idle"
	IdleNotStarted   IdleStatus = "idle_not_started" // 满一年未动工
	IdleSuspended    IdleStatus = "may_be_idle"      // 不足三分之一或百分之二十五，中止满一年
	IdleUndetermined IdleStatus = "undetermined"     // figures are missing
)

// An IdleFinding says what the test found and why.
type IdleFinding struct {
	Status IdleStatus `json:"status"`
	// Since is the first day on which the full year is over, where time is
	// what decides; it may lie ahead.
	Since          string     `json:"since,omitempty"`
	UnderOneThird  bool       `json:"under_one_third"`  // built < 1/3 of the area to be built
	UnderOneFourth bool       `json:"under_one_fourth"` // invested < 25 % of the total
	Missing        []string   `json:"missing,omitempty"`
	Citations      []Citation `json:"citations"`
}

// Idle applies 第二条 of 闲置土地处置办法 as of a day: more than a full year
// past the agreed start and not started; or started, with less than one third
// of the area to be built or less than 25 % of the total investment, and
// suspended for a full year. A year ends with the day of the same date
// (民法典 第二百零一条、第二百零二条), 29 February with 28 February, so that the
// day after is the first on which it is full.
func (p Parcel) Idle(on string) (IdleFinding, error) {
	f := IdleFinding{Status: NotIdle, Citations: []Citation{idleRule, periodRule}}
	var days [4]time.Time
	for i, d := range []struct{ name, text string }{{"the day of the test", on}, {"the agreed start", p.AgreedStart}, {"the start", p.Started}, {"the suspension", p.Suspended}} {
		if d.text == "" && i > 0 {
			continue
		}
		day, err := time.Parse(time.DateOnly, d.text)
		if err != nil {
			return f, refuse(ErrEntry, msgQuotaIdleDate, "name", d.name, "date", clip(d.text))
		}
		days[i] = day
	}
	today, agreed, started, suspended := days[0], days[1], days[2], days[3]
	switch {
	case p.ToBuild < 0 || p.Built < 0 || p.Investment < 0 || p.Invested < 0:
		return f, refuse(ErrEntry, msgQuotaIdleNegative)
	case p.Started == "" && p.Suspended != "":
		return f, refuse(ErrEntry, msgQuotaIdleOrder, "date", p.Suspended)
	case p.Started != "" && p.Suspended != "" && suspended.Before(started):
		return f, refuse(ErrEntry, msgQuotaIdleBeforeStart, "date", p.Suspended)
	}

	if p.Started == "" || started.After(today) {
		if p.AgreedStart == "" {
			f.Status, f.Missing = IdleUndetermined, []string{"agreed_start"}
			return f, nil
		}
		full := fullYear(agreed)
		f.Since = full.Format(time.DateOnly)
		if !today.Before(full) {
			f.Status = IdleNotStarted
		}
		return f, nil
	}
	if p.Suspended == "" || suspended.After(today) {
		return f, nil
	}
	full := fullYear(suspended)
	f.Since = full.Format(time.DateOnly)
	f.UnderOneThird = p.ToBuild > 0 && p.Built < p.ToBuild/3+min(p.ToBuild%3, 1) // below the third rounded up, so 3b < t without overflow
	f.UnderOneFourth = p.Investment > 0 && p.Invested < p.Investment/4+min(p.Investment%4, 1)
	if today.Before(full) {
		return f, nil
	}
	if f.UnderOneThird || f.UnderOneFourth {
		f.Status = IdleSuspended
		return f, nil
	}
	if p.ToBuild == 0 {
		f.Missing = append(f.Missing, "to_build")
	}
	if p.Investment == 0 {
		f.Missing = append(f.Missing, "investment")
	}
	if len(f.Missing) > 0 {
		f.Status = IdleUndetermined
	}
	return f, nil
}

// fullYear returns the first day after a full year from a day.
func fullYear(from time.Time) time.Time {
	last := from.AddDate(1, 0, 0)
	if last.Day() != from.Day() { // 29 February has no counterpart
		last = last.AddDate(0, 0, -last.Day())
	}
	return last.AddDate(0, 0, 1)
}
