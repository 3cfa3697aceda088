package quota

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
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
	fail := func(code, template string, pairs ...any) error {
		return refuse(ErrEntry, code, "entry {id}: "+template, append(pairs, "id", clip(e.ID))...)
	}
	if e.ID == "" {
		return refuse(ErrEntry, "quota.no_id", "an entry needs an id")
	}
	rule := e.Kind.rule()
	if rule.kind == "" {
		return fail("quota.kind", "{kind} is not a kind of entry", "kind", strconv.Quote(clip(string(e.Kind))))
	}
	if e.Region == "" {
		return fail("quota.no_region", "the region is missing")
	}
	if e.Region == e.Parent {
		return fail("quota.own_parent", "region {region} cannot be part of itself", "region", e.Region)
	}
	if e.Period < 1 || e.Period > maxYear {
		return fail("quota.period", "{period} is not a plan year", "period", e.Period)
	}
	if _, err := time.Parse(time.DateOnly, e.Date); err != nil {
		return fail("quota.date", "{date} is not a date; write 2024-03-31", "date", strconv.Quote(clip(e.Date)))
	}
	if rule.project == always && e.Project == "" {
		return fail("quota.no_project", "a {kind} needs a project", "kind", e.Kind, "kind_name", e.Kind.Chinese())
	}
	if rule.project == never && e.Project != "" {
		return fail("quota.project", "a {kind} belongs to the region and not to a project", "kind", e.Kind, "kind_name", e.Kind.Chinese())
	}
	for _, f := range []struct {
		name, text string
		limit      int
	}{{"id", e.ID, maxID}, {"region", e.Region, maxID}, {"parent", e.Parent, maxID}, {"project", e.Project, maxID}, {"source", e.Source, maxText}, {"note", e.Note, maxText}} {
		if len(f.text) > f.limit {
			return fail("quota.long", "the {field} is longer than {limit} bytes", "field", f.name, "limit", f.limit)
		}
		if !utf8.ValidString(f.text) || strings.IndexFunc(f.text, unicode.IsControl) >= 0 {
			return fail("quota.text", "the {field} holds control characters or is not UTF-8", "field", f.name)
		}
	}
	switch {
	case e.Area > maxHectares || e.Area < -maxHectares || e.Amount > maxHectares || e.Amount < -maxHectares:
		return refuse(ErrNumber, "quota.large", "{text} hectares is too large to be counted", "text", e.Area)
	case e.Area == 0 && !rule.takesRest:
		return fail("quota.no_area", "the area of a {kind} cannot be 0", "kind", e.Kind, "kind_name", e.Kind.Chinese())
	case (e.Area < 0 || e.Amount < 0) && !rule.reversible:
		return fail("quota.negative", "the area of a {kind} cannot be negative", "kind", e.Kind, "kind_name", e.Kind.Chinese())
	case rule.rate == never && e.Rate.isSet():
		return fail("quota.rate_kind", "a rate for {kind} makes no sense", "kind", e.Kind, "kind_name", e.Kind.Chinese())
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
