package main

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/quota"
	"github.com/sanxian/sanxian/zones/quota/land"
)

// column is one column of the CSV.
type column struct {
	zh, en string
	cell   func(r *row) string
}

func number(zh, en string, area func(r *row) quota.Hectares) column {
	return column{zh, en, func(r *row) string { return area(r).String() }}
}

func (b *book) columns() []column {
	c := []column{
		number("预支（公顷）", "advance_ha", func(r *row) quota.Hectares { return r.Advance }),
		number("挣得（公顷）", "earned_ha", func(r *row) quota.Hectares { return r.Earned }),
		number("扣减（公顷）", "deducted_ha", func(r *row) quota.Hectares { return r.Deducted }),
		number("已用（公顷）", "used_ha", func(r *row) quota.Hectares { return r.Used }),
		number("预留（公顷）", "reserved_ha", func(r *row) quota.Hectares { return r.Reserved }),
		number("余额（公顷）", "balance_ha", func(r *row) quota.Hectares { return r.Balance.Balance }),
		number("欠扣（公顷）", "owed_ha", func(r *row) quota.Hectares { return r.Owed }),
	}
	for _, k := range []quota.Kind{quota.Allocation, quota.EarnedUnsupplied, quota.EarnedIdle, quota.Award, quota.IllegalUse, quota.Penalty, quota.Expiry} {
		c = append(c, number("其中："+k.Chinese()+"（公顷）", string(k)+"_ha", func(r *row) quota.Hectares { return r.of(k) }))
	}
	for i, k := range disposals {
		name := strings.TrimSuffix(k.Chinese(), "处置")
		en := strings.TrimPrefix(string(k), "earned_")
		c = append(c,
			number(name+"处置任务（公顷）", en+"_task_ha", func(r *row) quota.Hectares { return [2]quota.Hectares{r.task.Unsupplied, r.task.Idle}[i] }),
			number(name+"已处置（公顷）", en+"_disposed_ha", func(r *row) quota.Hectares { return r.disposed[i] }),
			number(name+"未完成（公顷）", en+"_unmet_ha", func(r *row) quota.Hectares { return r.unmet[i] }))
	}
	for i, zh := range []string{"指标下达", "土地征收", "土地供应", "不动产登记"} {
		c = append(c, number(zh+"（公顷）", steps[i].Stage()+"_ha", func(r *row) quota.Hectares { return r.stages[i] }))
	}
	c = append(c,
		number("归还预支后净额（公顷）", "net_ha", func(r *row) quota.Hectares { return r.net }),
		number("盈余（公顷）", "surplus_ha", func(r *row) quota.Hectares { return r.surplus }),
		number("还须挣回（公顷）", "to_earn_ha", func(r *row) quota.Hectares { return r.ToEarn }))
	for i, k := range disposals {
		name := strings.TrimSuffix(k.Chinese(), "处置")
		c = append(c, column{"持平须处置" + name + "（公顷）", "dispose_" + strings.TrimPrefix(string(k), "earned_") + "_ha", func(r *row) string {
			if r.needs[i] == nil {
				return ""
			}
			return r.needs[i].String()
		}})
	}
	return c
}

// csv writes one table with a byte order mark, as Excel wants it for Chinese.
func (b *book) csv(w io.Writer, lang message.Lang) error {
	p := phrasesIn(lang)
	pick := lang.Pick
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	table := csv.NewWriter(w)
	table.UseCRLF = true
	head := []string{pick("计划年度", "year"), pick("区划代码", "code"), pick("单位", "name")}
	columns := b.columns()
	for _, c := range columns {
		head = append(head, pick(c.zh, c.en))
	}
	remark := ""
	if b.in.synthetic {
		head, remark = append(head, pick("备注", "note")), pick("示例：合成数据，比例不是规定", "demo: synthetic entries, rates are no law")
	}
	_ = table.Write(head)
	write := func(r *row, name string) {
		cells := []string{strconv.Itoa(b.year), harmless(r.code), harmless(name)}
		for _, c := range columns {
			cells = append(cells, c.cell(r))
		}
		if b.in.synthetic {
			cells = append(cells, remark)
		}
		_ = table.Write(cells)
	}
	for i := range b.rows {
		write(&b.rows[i], b.rowName(&b.rows[i], p))
	}
	write(&b.total, p.total)
	table.Flush()
	return table.Error()
}

// harmless keeps a spreadsheet from taking a name of the input for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

type jsonRow struct {
	Code string `json:"code,omitempty"`
	Name string `json:"name"`
	Own  bool   `json:"own_account_only,omitempty"`

	Advance  quota.Hectares `json:"advance_ha"`
	Earned   quota.Hectares `json:"earned_ha"`
	Deducted quota.Hectares `json:"deducted_ha"`
	Used     quota.Hectares `json:"used_ha"`
	Reserved quota.Hectares `json:"reserved_ha"`
	Balance  quota.Hectares `json:"balance_ha"`
	Owed     quota.Hectares `json:"owed_ha"`

	Net               quota.Hectares  `json:"net_ha"`
	Surplus           quota.Hectares  `json:"surplus_ha"`
	ToEarn            quota.Hectares  `json:"to_earn_ha"`
	DisposeUnsupplied *quota.Hectares `json:"dispose_unsupplied_ha"`
	DisposeIdle       *quota.Hectares `json:"dispose_idle_ha"`

	Kinds  map[string]quota.Hectares `json:"by_kind"`
	Stages map[string]quota.Hectares `json:"stages"`

	UnsuppliedTask     quota.Hectares `json:"unsupplied_task_ha"`
	UnsuppliedDisposed quota.Hectares `json:"unsupplied_disposed_ha"`
	UnsuppliedRate     string         `json:"unsupplied_disposal_rate"`
	IdleTask           quota.Hectares `json:"idle_task_ha"`
	IdleDisposed       quota.Hectares `json:"idle_disposed_ha"`
	IdleRate           string         `json:"idle_disposal_rate"`
	IdleLeft           quota.Hectares `json:"idle_left_ha"`
	IdleRatio          string         `json:"idle_ratio"`
}

func (r *row) json(name string) jsonRow {
	j := jsonRow{
		Code: r.code, Name: name, Own: r.own,
		Advance: r.Advance, Earned: r.Earned, Deducted: r.Deducted, Used: r.Used, Reserved: r.Reserved, Balance: r.Balance.Balance, Owed: r.Owed,
		Net: r.net, Surplus: r.surplus, ToEarn: r.ToEarn, DisposeUnsupplied: r.needs[0], DisposeIdle: r.needs[1],
		Kinds: map[string]quota.Hectares{}, Stages: map[string]quota.Hectares{},
		UnsuppliedTask: r.task.Unsupplied, UnsuppliedDisposed: r.disposed[0], UnsuppliedRate: land.Percent(r.disposed[0], r.task.Unsupplied),
		IdleTask: r.task.Idle, IdleDisposed: r.disposed[1], IdleRate: land.Percent(r.disposed[1], r.task.Idle),
		IdleLeft: r.idleLeft, IdleRatio: land.Percent(r.idleLeft, r.task.IdleBase),
	}
	for i, kind := range quota.Kinds() {
		j.Kinds[string(kind)+"_ha"] = r.amounts[i]
	}
	for i, stage := range steps {
		j.Stages[stage.Stage()+"_ha"] = r.stages[i]
	}
	return j
}

func (b *book) json(w io.Writer) error {
	out := struct {
		Schema    string      `json:"schema"`
		Synthetic bool        `json:"synthetic"`
		Notice    string      `json:"notice,omitempty"`
		Year      int         `json:"year"`
		Rates     quota.Rates `json:"rates"`
		Units     []jsonRow   `json:"units"`
		Total     jsonRow     `json:"total"`
	}{Schema: "sanxian/quota/1", Synthetic: b.in.synthetic, Year: b.year, Rates: b.in.rates, Total: b.total.json(chinese.total)}
	if b.in.synthetic {
		out.Notice = chinese.synthetic
	}
	if out.Rates == nil {
		out.Rates = quota.Rates{}
	}
	for i := range b.rows {
		out.Units = append(out.Units, b.rows[i].json(b.rowName(&b.rows[i], &chinese)))
	}
	return command.WriteJSON(w, out, "  ")
}
