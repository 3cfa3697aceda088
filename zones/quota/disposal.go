package quota

import (
	"math/bits"
	"strconv"

	"github.com/sanxian/sanxian/message"
)

var msgQuotaUnsupplied = message.New("quota.unsupplied", "{supplied} ha supplied of {approved} ha approved", "已供应 {supplied} 公顷，超过已批准 {approved} 公顷")

// A Share is an exact part of a whole, such as what was disposed of and the
// task. It is undefined where the whole is 0.
type Share struct {
	Part  Hectares `json:"part_ha"`
	Whole Hectares `json:"whole_ha"`
}

// Percent returns the share with two decimals, half-up, such as "87.50%", and
// "—" where it is undefined.
func (s Share) Percent() string {
	if s.Whole <= 0 || s.Part < 0 {
		return "—"
	}
	hi, lo := bits.Mul64(uint64(s.Part), 10000)
	lo, carry := bits.Add64(lo, uint64(s.Whole)/2, 0)
	if hi += carry; hi >= uint64(s.Whole) {
		return "—"
	}
	n, _ := bits.Div64(hi, lo, uint64(s.Whole))
	text := strconv.FormatUint(n%100, 10)
	if len(text) < 2 {
		text = "0" + text
	}
	return strconv.FormatUint(n/100, 10) + "." + text + "%"
}

// A Task is what a unit must dispose of in a period, and the stock its idle
// ratio is measured by. These are set outside the ledger.
type Task struct {
	Region     string   `json:"region"`
	Period     int      `json:"period"`
	Unsupplied Hectares `json:"unsupplied_task_ha"` // 批而未供处置任务
	Idle       Hectares `json:"idle_task_ha"`       // 闲置土地处置任务
	IdleStock  Hectares `json:"idle_stock_ha"`      // 闲置土地 at the start
	IdleBase   Hectares `json:"idle_base_ha"`       // what the idle ratio is of, such as 供应土地总面积
}

// A Disposal compares a task with what the ledger says was disposed of.
type Disposal struct {
	Unsupplied Share // 批而未供土地处置率: disposed / task
	Idle       Share // 闲置土地处置率: disposed / task
	IdleRatio  Share // 闲置土地比例: idle land left / base

	UnmetUnsupplied, UnmetIdle Hectares // what a Penalty entry is made of
}

// Disposal compares a task with the entries of the region and its parts.
func (l *Ledger) Disposal(t Task) Disposal {
	b := l.Balance(t.Region, t.Period)
	unsupplied, idle := b.AreaOf(EarnedUnsupplied), b.AreaOf(EarnedIdle)
	return Disposal{
		Unsupplied:      Share{unsupplied, t.Unsupplied},
		Idle:            Share{idle, t.Idle},
		IdleRatio:       Share{max(t.IdleStock-idle, 0), t.IdleBase},
		UnmetUnsupplied: max(t.Unsupplied-unsupplied, 0),
		UnmetIdle:       max(t.Idle-idle, 0),
	}
}

// Unsupplied returns 批而未供: the approved area less the supplied part of it,
// from figures. UnsuppliedLand takes boundaries.
func Unsupplied(approved, supplied Hectares) (Hectares, error) {
	if supplied < 0 || supplied > approved {
		return 0, refuse(ErrEntry, msgQuotaUnsupplied, "supplied", supplied, "approved", approved)
	}
	return approved - supplied, nil
}
