package zones

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var msgSequenceOverlap = message.New("sequence.overlap",
	"{area} m² of the site belong to site {other}, which comes before it; they are taken once",
	"地块有 {area} m² 属于排在前面的地块 {other}，只计一次")

// A Sequence is sites in the order of their construction, 建设时序, each against
// what those before it have left of the caps and accounts.
type Sequence struct {
	Steps   []*Report `json:"steps"`
	Broken  []Break   `json:"broken"` // the first site to break each cap or account
	Summary Summary   `json:"summary"`
}

// A Break is the first site that breaks a cap, or for which an account is short.
type Break struct {
	Cap      string `json:"cap"`               // of an account: "quota", account and period
	Account  string `json:"account,omitempty"` // of a quota
	Period   int    `json:"period,omitempty"`
	Step     int    `json:"step"` // of the sequence, from 0
	Site     string `json:"site"`
	ExcessM2 Amount `json:"excess_m2"` // how much is missing
	FitsM2   Amount `json:"fits_m2"`   // what would fit instead
}

// CheckSequence checks sites by year and priority, cumulatively: what a site
// takes of a cap or an account is gone for those after it, and each step's
// report says what is left. A site that breaks one takes nothing of any. Land
// that several sites cover is taken by the first of them.
func (p *Plan) CheckSequence(ctx context.Context, sites []Site, opt *CheckOptions) (*Sequence, error) {
	if opt == nil {
		opt = &CheckOptions{}
	}
	seq := &Sequence{Steps: []*Report{}, Broken: []Break{}}
	before := &earlier{taken: map[string]take{}}
	broken := map[string]bool{}
	names := newIDs("")
	sites = slices.Clone(sites)
	slices.SortStableFunc(sites, func(a, b Site) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Priority, b.Priority))
	})
	for i, s := range sites {
		if n, again := names.unique(&s.Feature); again {
			s.Feature.Notes = append(slices.Clip(s.Feature.Notes), n)
		}
		s.findSubZone()
		o := *opt
		if opt.Accounts != nil {
			o.Accounts = drawnAccounts{opt.Accounts, before}
			if s.Year > 0 {
				o.Period = s.Year
			}
		}
		before.begin(&s)
		r, err := p.check(ctx, s, &o, before)
		if err != nil {
			return nil, err
		}
		seq.Steps = append(seq.Steps, r)
		seq.Summary.Add(r)
		fits := true
		breaks := func(b Break, requested, remaining float64) {
			fits = false
			if !broken[b.Cap] {
				broken[b.Cap] = true
				b.Step, b.Site, b.ExcessM2, b.FitsM2 = i, r.Site.ID, Known(-remaining), Known(max(requested+remaining, 0))
				seq.Broken = append(seq.Broken, b)
			}
		}
		for _, c := range r.Caps {
			requested, remaining := c.RequestedM2.value, c.RemainingM2.value
			// One that was broken before is not broken by a site that takes nothing of it.
			nothing := requested <= 0 || p.rules.Tolerance(c.Line).Negligible(requested, r.Site.AreaM2.value, 0)
			if c.Holds == nil || *c.Holds || requested+remaining < 0 && nothing {
				continue
			}
			breaks(Break{Cap: c.ID}, requested, remaining)
		}
		for _, q := range r.Quota {
			if !q.Holds {
				requested, _ := q.RequestedHa.Float64()
				remaining, _ := q.RemainingHa.Float64()
				breaks(Break{Cap: quotaKey(&q), Account: q.Account, Period: q.Period}, requested*1e4, remaining*1e4)
			}
		}
		if fits {
			before.keep(s)
		}
	}
	return seq, nil
}

// take is what a site takes of a cap or an account.
type take struct {
	area   boundary.Area
	growth boundary.Area // what it adds to the area that a ratio is of
}

// earlier is what the sites before one of a sequence have taken. Of a site that
// is checked by itself it is nil.
type earlier struct {
	sites []Site          // that took something
	near  []*Site         // those that share area with the site being checked
	taken map[string]take // by them, of caps and accounts
	asked map[string]take // by the site being checked
}

// begin makes ready for the next site.
func (e *earlier) begin(s *Site) {
	e.near, e.asked = nil, map[string]take{}
	for i := range e.sites {
		if area := boundary.OverlapArea(s.Feature.Boundary, e.sites[i].Feature.Boundary); area > 0 {
			e.near = append(e.near, &e.sites[i])
			s.Feature.Notes = append(slices.Clip(s.Feature.Notes), msgSequenceOverlap.Note(message.Place{},
				"area", formatArea(area), "other", e.sites[i].Feature.ID))
		}
	}
}

// ask notes what the site would take and returns what was taken before it.
func (e *earlier) ask(id string, t take) take {
	if e == nil {
		return take{}
	}
	a := e.asked[id]
	e.asked[id] = take{a.area + t.area, a.growth + t.growth}
	before := e.taken[id]
	return take{before.area + a.area, before.growth + a.growth}
}

// keep makes what the site asked for taken.
func (e *earlier) keep(s Site) {
	for id, t := range e.asked {
		before := e.taken[id]
		e.taken[id] = take{before.area + t.area, before.growth + t.growth}
	}
	e.sites = append(e.sites, s)
}

// rest returns a site without what sites of one kind took before it.
func (e *earlier) rest(ctx context.Context, site *boundary.Boundary, alike func(*Site) bool) (*boundary.Boundary, error) {
	if e == nil {
		return site, nil
	}
	for _, s := range e.near {
		if alike(s) {
			var err error
			if site, err = boundary.SubtractContext(ctx, site, s.Feature.Boundary); err != nil {
				return nil, fmt.Errorf("zones: after site %s: %w", s.Feature.ID, err)
			}
		}
	}
	return site, nil
}

// drawnAccounts are accounts as the sites of a sequence have left them, without
// reserving anything.
type drawnAccounts struct {
	Accounts
	before *earlier
}

func (d drawnAccounts) Quote(ctx context.Context, region string, period int, area boundary.Area) (QuotaReport, error) {
	q, err := d.Accounts.Quote(ctx, region, period, area)
	if err != nil {
		return q, err
	}
	// What is added up is what the ledger would record of each site.
	requested, err := q.RequestedHa.Float64()
	if err != nil {
		return q, fmt.Errorf("zones: requested_ha: %w", err)
	}
	area = boundary.Area(round(requested*1e4, 1))
	taken := d.before.ask(quotaKey(&q), take{area: area})
	after, err := d.Accounts.Quote(ctx, region, period, taken.area+area)
	if err != nil {
		return q, err
	}
	// What is available stays that of the ledger; what remains is after the sites
	// before and this one.
	q.RemainingHa, q.Holds = after.RemainingHa, after.Holds
	return q, nil
}

// quotaKey names an account's period among the caps.
func quotaKey(q *QuotaReport) string { return "quota " + q.Account + " " + strconv.Itoa(q.Period) }
