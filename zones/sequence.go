package zones

import (
	"cmp"
	"context"
	"slices"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

var msgSequenceOverlap = message.New("sequence.overlap", "{area} m² of the site belong to site {other}, which comes before it; they are taken once",
	"地块有 {area} m² 属于排在前面的地块 {other}，只计一次")

// A Sequence is sites in the order of their construction, 建设时序. Each is checked
// against what those before it have left of the caps and accounts.
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
// takes from a cap or an account is gone for those after it, and each step's
// report says what is left. A site that breaks one takes nothing from any. Land
// that several sites cover is taken by the first of them.
func (p *Plan) CheckSequence(ctx context.Context, sites []Site, opt *CheckOptions) (*Sequence, error) {
	if opt == nil {
		opt = &CheckOptions{}
	}
	seq := &Sequence{Steps: []*Report{}, Broken: []Break{}}
	before := &earlier{taken: map[string]take{}}
	names := newIDs("", nil)
	sites = slices.Clone(sites)
	slices.SortStableFunc(sites, func(a, b Site) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Priority, b.Priority))
	})
	for _, s := range sites {
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
		r, err := p.series(&o).check(ctx, s, nil, 0, before)
		if err != nil {
			return nil, err
		}
		if seq.add(r, p.rules) {
			before.keep(s)
		}
	}
	return seq, nil
}

// add appends a step and the caps and accounts that it is the first to break; it
// returns whether the site fits into all of them.
func (q *Sequence) add(r *Report, set *rules.Set) (fits bool) {
	q.Steps = append(q.Steps, r)
	q.Summary.Add(r)
	fits = true
	breaks := func(b Break, requested, remaining float64) {
		fits = false
		if slices.ContainsFunc(q.Broken, func(x Break) bool { return x.Cap == b.Cap }) {
			return
		}
		b.Step, b.Site, b.ExcessM2, b.FitsM2 = len(q.Steps)-1, r.Site.ID, Known(-remaining), Known(max(requested+remaining, 0))
		q.Broken = append(q.Broken, b)
	}
	for _, c := range r.Caps {
		requested, remaining := c.RequestedM2.value, c.RemainingM2.value
		// A site that takes nothing from a cap does not break it, even if it was broken before.
		nothing := requested <= 0 || set.Tolerance(c.Line).Negligible(requested, r.Site.AreaM2.value, 0)
		if c.Holds == nil || *c.Holds || requested+remaining < 0 && nothing {
			continue
		}
		breaks(Break{Cap: c.ID}, requested, remaining)
	}
	for _, a := range r.Quota {
		if !a.Holds {
			requested, _ := a.RequestedHa.Float64()
			remaining, _ := a.RemainingHa.Float64()
			breaks(Break{Cap: quotaKey(&a), Account: a.Account, Period: a.Period}, requested*squareMetresPerHectare, remaining*squareMetresPerHectare)
		}
	}
	return fits
}

const squareMetresPerHectare = 1e4
