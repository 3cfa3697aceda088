package land

import (
	"time"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/quota"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgQuotaIdleDate        = message.New("quota.idle_date", "{name} is {date}, which is not a date; write 2024-03-31", "{name} 为 {date}，不是日期，应写作 2024-03-31")
	msgQuotaIdleNegative    = message.New("quota.idle_negative", "areas and investments cannot be negative", "面积与投资额不能为负")
	msgQuotaIdleOrder       = message.New("quota.idle_order", "building was suspended on {date} but never started", "{date} 中止开发，却没有动工日期")
	msgQuotaIdleBeforeStart = message.New("quota.idle_before_start", "building was suspended on {date}, before it started", "{date} 中止开发，早于动工日期")
)

// A Parcel is granted or allocated state-owned construction land as the test
// for idle land needs it. A date is YYYY-MM-DD, or "" for what did not happen.
type Parcel struct {
	AgreedStart string // 约定、规定的动工开发日期
	Started     string // 实际动工日期
	Suspended   string // 中止开发建设日期, "" while building goes on

	ToBuild, Built quota.Hectares // 应动工开发建设用地总面积; 已开发建设用地面积
	// 总投资额 and 已投资额, both in any one unit, such as yuan.
	Investment, Invested int64
}

// An IdleFinding says what the test for idle land found and why.
type IdleFinding struct {
	// Status is one of
	//
	//	not_idle
	//	idle_not_started  a full year (满一年) past the agreed start and not started
	//	may_be_idle       started, too little built or invested, suspended for a full year
	//	undetermined      figures are missing
	//
	// In the third case the rule says 也可以认定: it may be found idle, and a person
	// decides. No status knows of delays that the government or force majeure caused
	// (第八条), which a person must ask about.
	Status string `json:"status"`
	// Since is the first day on which the full year is over, where time is
	// what decides; it may lie ahead.
	Since             string           `json:"since,omitempty"`
	BuiltTooLittle    bool             `json:"built_too_little"`    // less than a third of the area to be built
	InvestedTooLittle bool             `json:"invested_too_little"` // less than 25 % of the total
	Missing           []string         `json:"missing,omitempty"`
	Citations         []rules.Citation `json:"citations"` // those in force on the day of the test
}

// Idle applies 第二条 of 闲置土地处置办法 as of a day. The years and shares, with
// their sources, are in rulesets/cn-idle-2012.json. A year ends with the day of the
// same date (民法典 第二百零一条、第二百零二条), 29 February with 28 February, so
// that the day after is the first on which it is full.
func (p Parcel) Idle(on string) (IdleFinding, error) {
	law := builtIn()
	f := IdleFinding{Status: "not_idle", Citations: law.inForce(on)}
	d, err := p.dates(on)
	if err != nil {
		return f, err
	}
	if p.Started == "" || d.started.After(d.today) {
		if p.AgreedStart == "" {
			f.Status, f.Missing = "undetermined", []string{"agreed_start"}
			return f, nil
		}
		full := fullYears(d.agreed, law.notStartedYears)
		f.Since = full.Format(time.DateOnly)
		if !d.today.Before(full) {
			f.Status = "idle_not_started"
		}
		return f, nil
	}
	if p.Suspended == "" || d.suspended.After(d.today) {
		return f, nil
	}
	full := fullYears(d.suspended, law.suspendedYears)
	f.Since = full.Format(time.DateOnly)
	f.BuiltTooLittle = p.ToBuild > 0 && below(int64(p.Built), int64(p.ToBuild), law.builtShare)
	f.InvestedTooLittle = p.Investment > 0 && below(p.Invested, p.Investment, law.investedShare)
	if d.today.Before(full) {
		return f, nil
	}
	if f.BuiltTooLittle || f.InvestedTooLittle {
		f.Status = "may_be_idle"
		return f, nil
	}
	if p.ToBuild == 0 {
		f.Missing = append(f.Missing, "to_build")
	}
	if p.Investment == 0 {
		f.Missing = append(f.Missing, "investment")
	}
	if len(f.Missing) > 0 {
		f.Status = "undetermined"
	}
	return f, nil
}

type dates struct{ today, agreed, started, suspended time.Time }

// dates reads the dates of the parcel, and refuses what cannot be.
func (p *Parcel) dates(on string) (dates, error) {
	var d dates
	for _, f := range []struct {
		name, text string
		day        *time.Time
	}{{"the day of the test", on, &d.today}, {"the agreed start", p.AgreedStart, &d.agreed}, {"the start", p.Started, &d.started}, {"the suspension", p.Suspended, &d.suspended}} {
		if f.text == "" && f.day != &d.today {
			continue
		}
		day, err := time.Parse(time.DateOnly, f.text)
		if err != nil {
			return d, msgQuotaIdleDate.Error(quota.ErrEntry, message.Place{},
				"name", f.name, "date", clip(f.text))
		}
		*f.day = day
	}
	switch {
	case p.ToBuild < 0 || p.Built < 0 || p.Investment < 0 || p.Invested < 0:
		return d, msgQuotaIdleNegative.Error(quota.ErrEntry, message.Place{})
	case p.Started == "" && p.Suspended != "":
		return d, msgQuotaIdleOrder.Error(quota.ErrEntry, message.Place{}, "date", p.Suspended)
	case p.Started != "" && p.Suspended != "" && d.suspended.Before(d.started):
		return d, msgQuotaIdleBeforeStart.Error(quota.ErrEntry, message.Place{}, "date", p.Suspended)
	}
	return d, nil
}

// fullYears returns the first day after some full years from a day.
func fullYears(from time.Time, years int) time.Time {
	last := from.AddDate(years, 0, 0)
	if last.Day() != from.Day() { // 29 February has no counterpart
		last = last.AddDate(0, 0, -last.Day())
	}
	return last.AddDate(0, 0, 1)
}

// clip keeps foreign text in messages short.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
