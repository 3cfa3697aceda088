package quota

import (
	"slices"

	"github.com/sanxian/sanxian/message"
)

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
	Reservation      Kind = "reservation"       // 预留 (指标下达): set aside for a project; ErrFloor beyond what there is
	Approval         Kind = "approval"          // 批准 (土地征收): reserved quota is used; ErrStage beyond what is reserved
	Supply           Kind = "supply"            // 供应 (土地供应): of approved land
	Registration     Kind = "registration"      // 登记 (不动产登记): of supplied land
	Release          Kind = "release"           // 退回: reserved quota comes back to the account
	Expiry           Kind = "expiry"            // 失效: lost, from what a project has reserved or else from what is free
	Settlement       Kind = "settlement"        // 结算: the advance is given back; ErrUncovered if too little was earned
)

// A kindRule is all that the package knows of a kind.
type kindRule struct {
	kind    Kind
	chinese string // the name in a bureau's table

	// adds holds the sign with which an amount enters each column of a balance.
	adds [columns]Hectares

	rate       need
	reversible bool // may have a negative area: 红字冲销, the way to correct a book from which nothing is erased
	takesRest  bool // area 0 means all that is left

	project  need
	from, to place // where a step of a project takes land from and puts it
}

// A need says whether an entry must have something.
type need int

const (
	never need = iota
	maybe
	always
)

// kindTable holds the kinds in the order of an account statement.
var kindTable = [...]kindRule{
	{kind: Advance, chinese: "预支", adds: [columns]Hectares{inAdvance: 1}, reversible: true},
	{kind: Allocation, chinese: "下达", adds: [columns]Hectares{inEarned: 1}, reversible: true},
	{kind: EarnedUnsupplied, chinese: "批而未供处置", adds: [columns]Hectares{inEarned: 1}, rate: always, reversible: true},
	{kind: EarnedIdle, chinese: "闲置处置", adds: [columns]Hectares{inEarned: 1}, rate: always, reversible: true},
	{kind: Award, chinese: "奖励", adds: [columns]Hectares{inEarned: 1}, rate: maybe, reversible: true},
	{kind: IllegalUse, chinese: "违法用地扣减", adds: [columns]Hectares{inImposed: 1}, rate: always, reversible: true},
	{kind: Penalty, chinese: "未完成任务扣减", adds: [columns]Hectares{inImposed: 1}, rate: always, reversible: true},
	{kind: Reservation, chinese: "预留", adds: [columns]Hectares{inReserved: 1}, project: always, from: outside, to: reserved},
	{kind: Approval, chinese: "批准", adds: [columns]Hectares{inReserved: -1, inUsed: 1}, project: always, from: reserved, to: approved},
	{kind: Supply, chinese: "供应", adds: [columns]Hectares{inSupplied: 1}, project: always, from: approved, to: supplied},
	{kind: Registration, chinese: "登记", adds: [columns]Hectares{inRegistered: 1}, project: always, from: supplied, to: registered},
	{kind: Release, chinese: "退回", adds: [columns]Hectares{inReserved: -1}, takesRest: true, project: always, from: reserved, to: released},
	// Of a project, an expiry takes from reserved as well: see book.go.
	{kind: Expiry, chinese: "失效", adds: [columns]Hectares{inExpired: 1}, takesRest: true, project: maybe, from: reserved, to: expired},
	{kind: Settlement, chinese: "结算", adds: [columns]Hectares{inAdvance: -1}, takesRest: true},
}

const kindCount = len(kindTable)

// index returns the position of the kind in the table, or -1.
func (k Kind) index() int {
	for i := range kindTable {
		if kindTable[i].kind == k {
			return i
		}
	}
	return -1
}

// rule returns what is known of the kind: of an unknown one nothing.
func (k Kind) rule() *kindRule {
	if i := k.index(); i >= 0 {
		return &kindTable[i]
	}
	return new(kindRule)
}

// kindNamed accepts the Chinese name of a kind.
func kindNamed(text string) Kind {
	i := slices.IndexFunc(kindTable[:], func(r kindRule) bool { return r.chinese == text })
	if i >= 0 {
		return kindTable[i].kind
	}
	return Kind(text)
}

// Kinds returns all kinds in the order of an account statement.
func Kinds() []Kind {
	kinds := make([]Kind, kindCount)
	for i := range kindTable {
		kinds[i] = kindTable[i].kind
	}
	return kinds
}

var _ = message.Words("quota_kind", func(word string) string { return Kind(word).Chinese() })

// Chinese returns the name of the kind as a bureau's table has it.
func (k Kind) Chinese() string {
	if name := k.rule().chinese; name != "" {
		return name
	}
	return string(k)
}

// Stage returns the stage that a project reaches with an entry of this kind: see
// Holding. It is "" for kinds that are no step of a project.
func (k Kind) Stage() string { return places[k.rule().to].stage }
