package quota

import "github.com/sanxian/sanxian/message"

var msgQuotaStep = message.New("quota.step", "entry {id}: {kind} of {requested} ha for project {project}, but only {available} ha are {of}",
	"记录 {id}：项目 {project} {kind:quota_kind} {requested} 公顷，而{of}的只有 {available} 公顷")

// A Holding is what a project holds in one account.
type Holding struct {
	Project string `json:"project"`
	Region  string `json:"region"`
	Period  int    `json:"period"`

	// Stage is how far the project has come: quota_issued 指标下达,
	// land_acquisition 土地征收, land_supply 土地供应, property_registered
	// 不动产登记; or released_or_expired, with nothing left and nothing approved.
	Stage string `json:"stage"`

	Reserved   Hectares `json:"reserved_ha"`   // open: neither approved nor released nor expired
	Approved   Hectares `json:"approved_ha"`   // 土地征收
	Supplied   Hectares `json:"supplied_ha"`   // 土地供应
	Registered Hectares `json:"registered_ha"` // 不动产登记
	Released   Hectares `json:"released_ha"`
	Expired    Hectares `json:"expired_ha"`

	land standing
}

// At returns how much of the project stands where an entry of the kind has put
// it, and has not gone on. Over Reservation, Approval, Supply and Registration
// this adds up to Reserved + Approved.
func (h Holding) At(k Kind) Hectares { return h.land[k.rule().to] }

// A place is where quota of a project stands.
type place int

const (
	outside place = iota
	reserved
	approved
	supplied
	registered
	released
	expired
)

// places holds what each place is called: as a stage, and in a refusal.
var places = [...]struct {
	stage string
	holds message.Text
}{
	outside:    {},
	reserved:   {"quota_issued", message.Text{ZH: "预留未用", EN: "reserved"}},
	approved:   {"land_acquisition", message.Text{ZH: "已批未供", EN: "approved and not yet supplied"}},
	supplied:   {"land_supply", message.Text{ZH: "已供未登", EN: "supplied and not yet registered"}},
	registered: {stage: "property_registered"},
	released:   {stage: "released_or_expired"},
	expired:    {stage: "released_or_expired"},
}

// standing is how much of a project stands at each place.
type standing [len(places)]Hectares

// step moves what the entry says. Its amount is positive; 0 was replaced before.
func (s *standing) step(e *Entry, rule *kindRule) error {
	if rule.from != outside {
		have, of := s[rule.from], places[rule.from].holds
		if e.Amount > have || have == 0 {
			return refuse(ErrStage, msgQuotaStep, "id", clip(e.ID), "kind", e.Kind, "requested", e.Amount, "project", e.Project, "available", have, "of", of)
		}
		s[rule.from] -= e.Amount
	}
	total, err := s[rule.to].add(e.Amount)
	s[rule.to] = total
	return err
}

func (s standing) holding(c claim) Holding {
	h := Holding{Project: c.project, Region: c.region, Period: c.period, Stage: places[released].stage, land: s}
	for _, p := range [...]place{registered, supplied, approved, reserved} {
		if s[p] > 0 {
			h.Stage = places[p].stage
			break
		}
	}
	h.Reserved, h.Released, h.Expired = s[reserved], s[released], s[expired]
	h.Registered = s[registered]
	h.Supplied = h.Registered + s[supplied]
	h.Approved = h.Supplied + s[approved]
	return h
}
