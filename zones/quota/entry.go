package quota

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sanxian/sanxian/message"
)

var (
	msgQuotaNoId      = message.New("quota.no_id", "an entry needs an id", "台账记录缺少编号")
	msgQuotaKind      = message.New("quota.kind", "entry {id}: {kind} is not a kind of entry", "记录 {id}：{kind} 不是台账事项")
	msgQuotaNoRegion  = message.New("quota.no_region", "entry {id}: the region is missing", "记录 {id}：缺少行政区")
	msgQuotaOwnParent = message.New("quota.own_parent", "entry {id}: region {region} cannot be part of itself", "记录 {id}：行政区 {region} 的上级不能是它自己")
	msgQuotaPeriod    = message.New("quota.period", "entry {id}: {period} is not a plan year", "记录 {id}：{period} 不是计划年度")
	msgQuotaDate      = message.New("quota.date", "entry {id}: {date} is not a date; write 2024-03-31", "记录 {id}：{date} 不是日期，应写作 2024-03-31")
	msgQuotaNoProject = message.New("quota.no_project", "entry {id}: a {kind} needs a project", "记录 {id}：“{kind:quota_kind}”须写明项目")
	msgQuotaProject   = message.New("quota.project", "entry {id}: a {kind} belongs to the region and not to a project",
		"记录 {id}：“{kind:quota_kind}”记在行政区名下，不对应项目")
	msgQuotaLong     = message.New("quota.long", "entry {id}: the {field} is longer than {limit} bytes", "记录 {id}：字段 {field} 超过 {limit} 字节")
	msgQuotaText     = message.New("quota.text", "entry {id}: the {field} holds control characters or is not UTF-8", "记录 {id}：字段 {field} 含控制字符，或不是 UTF-8 编码")
	msgQuotaLarge    = message.New("quota.large", "{text} hectares is too large to be counted", "{text} 公顷过大，无法记账")
	msgQuotaNoArea   = message.New("quota.no_area", "entry {id}: the area of a {kind} cannot be 0", "记录 {id}：“{kind:quota_kind}”的面积不能为 0")
	msgQuotaNegative = message.New("quota.negative", "entry {id}: the area of a {kind} cannot be negative", "记录 {id}：“{kind:quota_kind}”的面积不能为负")
	msgQuotaRateKind = message.New("quota.rate_kind", "entry {id}: a rate for {kind} makes no sense", "记录 {id}：“{kind:quota_kind}”不适用比例")
)

// An Entry is one line of the ledger. Entries are never changed or removed: a
// mistake is corrected by another entry, with a negative area where the kind
// allows it.
type Entry struct {
	ID     string // unique in the ledger; the caller's own, so that a repeated call is harmless
	Kind   Kind
	Region string // whose account, such as 371502
	Parent string // the region it is part of, such as 371500; may be left out once said
	Period int    // the plan year of the quota, which may not be the year of the date
	Date   string // YYYY-MM-DD

	Project string // of a reservation, approval, supply, registration, release, or expiry of a reservation

	// Area is the area as given: disposed of, illegally used, asked for. In a
	// release, an expiry and a settlement 0 means all that is left.
	Area Hectares
	// Rate turns Area into Amount for the kinds that have a rate. Without one
	// the ledger's rate for the kind is used and written here.
	Rate Rate
	// Amount is what the entry moves. The ledger computes it; one that is
	// given must agree.
	Amount Hectares

	Source string // document, number, layer: where the figure comes from
	Note   string
}

// Limits of one entry, in bytes and years.
const (
	maxID   = 200
	maxText = 4000
	maxYear = 9999
)

// check refuses what is wrong with the entry whatever the ledger holds.
func (e *Entry) check() error {
	fail := func(m *message.Message, pairs ...any) error {
		return refuse(ErrEntry, m, append(pairs, "id", clip(e.ID))...)
	}
	if e.ID == "" {
		return refuse(ErrEntry, msgQuotaNoId)
	}
	rule := e.Kind.rule()
	if rule.kind == "" {
		return fail(msgQuotaKind, "kind", strconv.Quote(clip(string(e.Kind))))
	}
	if e.Region == "" {
		return fail(msgQuotaNoRegion)
	}
	if e.Region == e.Parent {
		return fail(msgQuotaOwnParent, "region", e.Region)
	}
	if e.Period < 1 || e.Period > maxYear {
		return fail(msgQuotaPeriod, "period", e.Period)
	}
	if _, err := time.Parse(time.DateOnly, e.Date); err != nil {
		return fail(msgQuotaDate, "date", strconv.Quote(clip(e.Date)))
	}
	if rule.project == always && e.Project == "" {
		return fail(msgQuotaNoProject, "kind", e.Kind)
	}
	if rule.project == never && e.Project != "" {
		return fail(msgQuotaProject, "kind", e.Kind)
	}
	for _, f := range []struct {
		name, text string
		limit      int
	}{{"id", e.ID, maxID}, {"region", e.Region, maxID}, {"parent", e.Parent, maxID}, {"project", e.Project, maxID}, {"source", e.Source, maxText}, {"note", e.Note, maxText}} {
		if len(f.text) > f.limit {
			return fail(msgQuotaLong, "field", f.name, "limit", f.limit)
		}
		if !utf8.ValidString(f.text) || strings.IndexFunc(f.text, unicode.IsControl) >= 0 {
			return fail(msgQuotaText, "field", f.name)
		}
	}
	switch {
	case e.Area > maxHectares || e.Area < -maxHectares || e.Amount > maxHectares || e.Amount < -maxHectares:
		return refuse(ErrNumber, msgQuotaLarge, "text", e.Area)
	case e.Area == 0 && !rule.takesRest:
		return fail(msgQuotaNoArea, "kind", e.Kind)
	case (e.Area < 0 || e.Amount < 0) && !rule.reversible:
		return fail(msgQuotaNegative, "kind", e.Kind)
	case rule.rate == never && e.Rate.isSet():
		return fail(msgQuotaRateKind, "kind", e.Kind)
	}
	return nil
}

// repeats tells whether e asks for what x already is: every field the same,
// except that what the ledger filled in may be left open.
func (e Entry) repeats(x Entry) bool {
	if !e.Rate.isSet() {
		e.Rate = x.Rate
	}
	if e.Amount == 0 {
		e.Amount = x.Amount
	}
	if e.Parent == "" {
		e.Parent = x.Parent
	}
	return e == x
}
