package land

import (
	"math/bits"
	"strconv"

	"github.com/sanxian/sanxian/zones/quota"
)

// A Task is what a unit must dispose of in a period, and the stock its idle
// ratio is measured by. These are set outside the ledger.
type Task struct {
	Unsupplied quota.Hectares `json:"unsupplied_task_ha"` // 批而未供处置任务
	Idle       quota.Hectares `json:"idle_task_ha"`       // 闲置土地处置任务
	IdleStock  quota.Hectares `json:"idle_stock_ha"`      // 闲置土地 at the start
	IdleBase   quota.Hectares `json:"idle_base_ha"`       // what the idle ratio is of, such as 供应土地总面积
}

// A Disposal is what was done of a task.
type Disposal struct {
	Unsupplied, Idle           quota.Hectares // disposed of; over the task it is 处置率
	UnmetUnsupplied, UnmetIdle quota.Hectares // what a Penalty entry is made of
	IdleLeft                   quota.Hectares // over the base it is 闲置土地比例
}

// Disposal compares the task with the balance of the unit.
func (t Task) Disposal(b quota.Balance) Disposal {
	_, unsupplied := b.Of(quota.EarnedUnsupplied)
	_, idle := b.Of(quota.EarnedIdle)
	return Disposal{
		Unsupplied: unsupplied, UnmetUnsupplied: max(t.Unsupplied-unsupplied, 0),
		Idle: idle, UnmetIdle: max(t.Idle-idle, 0),
		IdleLeft: max(t.IdleStock-idle, 0),
	}
}

// Percent returns a part of a whole with two decimals, half-up, such as "87.50%".
// It is "—" where the whole is 0 or less, or the part is less than 0.
func Percent(part, whole quota.Hectares) string {
	if whole <= 0 || part < 0 {
		return "—"
	}
	hi, lo := bits.Mul64(uint64(part), 10000)
	lo, carry := bits.Add64(lo, uint64(whole)/2, 0)
	if hi += carry; hi >= uint64(whole) {
		return "—"
	}
	n, _ := bits.Div64(hi, lo, uint64(whole))
	text := strconv.FormatUint(n%100, 10)
	if len(text) < 2 {
		text = "0" + text
	}
	return strconv.FormatUint(n/100, 10) + "." + text + "%"
}
