package quota

import "github.com/sanxian/sanxian/message"

// A Kind says what an entry does to its account.
type Kind string

// The kinds of entries. In comments: what happens to the account.
const (
	Advance          Kind = "advance"           // 预支 (虚拟新增指标): quota handed out before it is earned
	Allocation       Kind = "allocation"        // 下达: quota given for good
	EarnedUnsupplied Kind = "earned_unsupplied" // 批而未供处置: area disposed of × rate is earned
	EarnedIdle       Kind = "earned_idle"       // 闲置土地处置: area disposed of × rate is earned
	Award            Kind = "award"             // 奖励: earned, with or without a rate
	IllegalUse       Kind = "illegal_use"       // 新增违法用地: area × factor is deducted
	Penalty          Kind = "penalty"           // 未完成处置任务: unmet area × factor is deducted
	Reservation      Kind = "reservation"       // 预留 (指标下达): set aside for a project
	Approval         Kind = "approval"          // 批准 (土地征收): reserved quota is used
	Supply           Kind = "supply"            // 供应 (土地供应): of approved land
	Registration     Kind = "registration"      // 登记 (不动产登记): of supplied land
	Release          Kind = "release"           // 退回: reserved quota comes back to the account
	Expiry           Kind = "expiry"            // 失效: reserved or free quota is lost
	Settlement       Kind = "settlement"        // 结算: the advance is given back
)

// Kinds returns all kinds in the order of an account statement.
func Kinds() []Kind {
	return []Kind{Advance, Allocation, EarnedUnsupplied, EarnedIdle, Award, IllegalUse, Penalty,
		Reservation, Approval, Supply, Registration, Release, Expiry, Settlement}
}

var _ = message.Words("quota_kind", func(word string) string { return Kind(word).Chinese() })

// Chinese returns the name of the kind as a bureau's table has it.
func (k Kind) Chinese() string {
	if i := k.index(); i >= 0 {
		return chinese[i]
	}
	return string(k)
}

var chinese = [kinds]string{"预支", "下达", "批而未供处置", "闲置处置", "奖励", "违法用地扣减", "未完成任务扣减",
	"预留", "批准", "供应", "登记", "退回", "失效", "结算"}

type rateUse int

const (
	rateNever rateUse = iota
	rateMaybe
	rateAlways
)

// The position of a kind in the sums of an account.
const (
	iAdvance = iota
	iAllocation
	iEarnedUnsupplied
	iEarnedIdle
	iAward
	iIllegalUse
	iPenalty
	iReservation
	iApproval
	iSupply
	iRegistration
	iRelease
	iExpiry
	iSettlement
	kinds
)

// index returns the position of the kind, or -1 for an unknown one.
func (k Kind) index() int {
	switch k {
	case Advance:
		return iAdvance
	case Allocation:
		return iAllocation
	case EarnedUnsupplied:
		return iEarnedUnsupplied
	case EarnedIdle:
		return iEarnedIdle
	case Award:
		return iAward
	case IllegalUse:
		return iIllegalUse
	case Penalty:
		return iPenalty
	case Reservation:
		return iReservation
	case Approval:
		return iApproval
	case Supply:
		return iSupply
	case Registration:
		return iRegistration
	case Release:
		return iRelease
	case Expiry:
		return iExpiry
	case Settlement:
		return iSettlement
	}
	return -1
}

func (k Kind) rate() rateUse {
	switch k {
	case EarnedUnsupplied, EarnedIdle, IllegalUse, Penalty:
		return rateAlways
	case Award:
		return rateMaybe
	}
	return rateNever
}

// ofProject tells kinds that are steps of a project. An expiry is one when it
// names a project.
func (k Kind) ofProject() bool {
	switch k {
	case Reservation, Approval, Supply, Registration, Release:
		return true
	}
	return false
}

// reversible kinds may be written with a negative area: 红字冲销, the way to
// correct a book from which nothing is erased.
func (k Kind) reversible() bool { return k.index() >= 0 && k.index() <= iPenalty }

// takesRest tells kinds whose area may be 0, meaning all that is left.
func (k Kind) takesRest() bool { return k == Release || k == Expiry || k == Settlement }

// A Stage is how far a project has come.
type Stage string

// The stages of a project, in order.
const (
	StageQuota        Stage = "quota_issued"        // 指标下达
	StageAcquisition  Stage = "land_acquisition"    // 土地征收
	StageSupply       Stage = "land_supply"         // 土地供应
	StageRegistration Stage = "property_registered" // 不动产登记
	StageEnded        Stage = "released_or_expired" // 已退回或失效: nothing left and nothing approved
)

// Stages returns the four stages that hold quota, in order.
func Stages() []Stage {
	return []Stage{StageQuota, StageAcquisition, StageSupply, StageRegistration}
}
