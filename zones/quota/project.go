package quota

import "github.com/sanxian/sanxian/message"

var msgQuotaStep = message.New("quota.step",
	"entry {id}: {kind} of {requested} ha for project {project}, but only {available} ha are {of}",
	"记录 {id}：项目 {project} {kind:quota_kind} {requested} 公顷，而{of}的只有 {available} 公顷")

// A Project is what a project holds in one account.
type Project struct {
	ID     string `json:"project"`
	Region string `json:"region"`
	Period int    `json:"period"`
	Stage  Stage  `json:"stage"`

	Reserved   Hectares `json:"reserved_ha"`   // open: neither approved nor released nor expired
	Approved   Hectares `json:"approved_ha"`   // 土地征收
	Supplied   Hectares `json:"supplied_ha"`   // 土地供应
	Registered Hectares `json:"registered_ha"` // 不动产登记
	Released   Hectares `json:"released_ha"`
	Expired    Hectares `json:"expired_ha"`
}

// stage is the furthest step taken.
func (p *Project) stage() Stage {
	switch {
	case p.Registered > 0:
		return StageRegistration
	case p.Supplied > 0:
		return StageSupply
	case p.Approved > 0:
		return StageAcquisition
	case p.Reserved > 0:
		return StageQuota
	}
	return StageEnded
}

// At returns how much of the project stands at a stage and has not gone on to
// the next. Over the four stages this adds up to Reserved + Approved.
func (p *Project) At(s Stage) Hectares {
	switch s {
	case StageQuota:
		return p.Reserved
	case StageAcquisition:
		return p.Approved - p.Supplied
	case StageSupply:
		return p.Supplied - p.Registered
	case StageRegistration:
		return p.Registered
	}
	return 0
}

// step moves the project on. All amounts are positive; 0 was replaced before.
func (p *Project) step(e *Entry) error {
	var have Hectares
	var of message.Text
	switch e.Kind {
	case Reservation:
		total, err := p.Reserved.add(e.Amount)
		if err != nil {
			return err
		}
		p.Reserved = total
		p.Stage = p.stage()
		return nil
	case Approval, Release, Expiry:
		have, of = p.Reserved, message.Text{ZH: "预留未用", EN: "reserved"}
	case Supply:
		have, of = p.Approved-p.Supplied, message.Text{ZH: "已批未供", EN: "approved and not yet supplied"}
	case Registration:
		have, of = p.Supplied-p.Registered, message.Text{ZH: "已供未登", EN: "supplied and not yet registered"}
	}
	if e.Amount > have || have == 0 {
		return refuse(ErrStage, msgQuotaStep, "id", clip(e.ID), "kind", e.Kind, "requested", e.Amount, "project", e.Project, "available", have, "of", of)
	}
	switch e.Kind {
	case Approval:
		p.Reserved, p.Approved = p.Reserved-e.Amount, p.Approved+e.Amount
	case Release:
		p.Reserved, p.Released = p.Reserved-e.Amount, p.Released+e.Amount
	case Expiry:
		p.Reserved, p.Expired = p.Reserved-e.Amount, p.Expired+e.Amount
	case Supply:
		p.Supplied += e.Amount
	case Registration:
		p.Registered += e.Amount
	}
	p.Stage = p.stage()
	return nil
}
