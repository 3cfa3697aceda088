package quota

import (
	"slices"

	"github.com/sanxian/sanxian/message"
)

var (
	msgQuotaFloor = message.New("quota.floor", "entry {id}: {kind} of {requested} ha in {region}, {period}: only {available} ha are available, {missing} ha are missing (balance {balance}, floor {floor})",
		"记录 {id}：{region} {period} 年度“{kind:quota_kind}”{requested} 公顷，可用只有 {available} 公顷，尚缺 {missing} 公顷（余额 {balance}，下限 {floor}）")
	msgQuotaUncovered = message.New("quota.uncovered", "entry {id}: of the advance of {requested} ha in {region}, {period} only {available} ha can be given back; {missing} ha must still be earned (balance {balance}, floor {floor})",
		"记录 {id}：{region} {period} 年度预支 {requested} 公顷，现只能归还 {available} 公顷，还须挣回 {missing} 公顷（余额 {balance}，下限 {floor}）")
	msgQuotaConflict = message.New("quota.conflict", "entry {id} is already in the ledger and says something else: {kind} of {amount} ha in {region}, {date}",
		"编号 {id} 已有另一笔记录：{date}，{region}，{kind:quota_kind} {amount} 公顷")
	msgQuotaTwoParents = message.New("quota.two_parents", "entry {id}: region {region} is part of {known}, not of {parent}",
		"记录 {id}：行政区 {region} 已归 {known}，不能又归 {parent}")
	msgQuotaCycle = message.New("quota.cycle", "entry {id}: region {region} cannot be part of {parent}, which is part of it",
		"记录 {id}：{parent} 是 {region} 的下级，不能作它的上级")
	msgQuotaRate = message.New("quota.rate", "entry {id}: no rate for {kind} in {region}, {period}; it is set every year and has no default",
		"记录 {id}：未给出 {region} {period} 年度“{kind:quota_kind}”的比例；比例每年核定，没有缺省值")
	msgQuotaAmount = message.New("quota.amount", "entry {id}: the amount is said to be {given} ha but is {amount} ha",
		"记录 {id}：所写数额 {given} 公顷与应得数额 {amount} 公顷不符")
	msgQuotaReversal = message.New("quota.reversal", "entry {id}: {kind} of {requested} ha takes back more than the {available} ha that the account holds",
		"记录 {id}：“{kind:quota_kind}”冲减 {requested} 公顷，超过账上的 {available} 公顷")
)

// account names the totals of one region in one period, or for period 0 in all
// periods together.
type account struct {
	region string
	period int
}

// claim names a project in an account.
type claim struct {
	account
	project string
}

// totals are the running sums of an account: its own entries, and those of the
// region with everything that is part of it.
type totals struct {
	own, all sums
	entries  int // own entries
}

// region is a place in the tree of regions.
type region struct {
	parent  string
	periods []int // with totals, ascending
}

// book is the state that a sequence of entries leads to. Its maps are read
// through a draft while entries are posted and changed only by commit, so a
// refused batch leaves no trace.
type book struct {
	accounts map[account]totals
	projects map[claim]standing
	byPlace  map[account][]string // project ids in order of appearance
	regions  map[string]region
	ids      map[string]int // position in entries
	entries  list
	words    map[string]string // one copy of each region, parent, date
}

func newBook() *book {
	return &book{
		accounts: map[account]totals{}, projects: map[claim]standing{}, byPlace: map[account][]string{},
		regions: map[string]region{}, ids: map[string]int{}, words: map[string]string{},
	}
}

// rules are the parameters that a book is kept by.
type rules struct {
	rates  Rates
	floors map[string]Hectares
}

// draft is a set of changes on top of a book.
type draft struct {
	book     *book
	rules    rules
	accounts map[account]totals
	projects map[claim]standing
	regions  map[string]region
	ids      map[string]int // position in new
	new      []Entry
}

func (b *book) draft(r rules) *draft {
	return &draft{book: b, rules: r, accounts: map[account]totals{}, projects: map[claim]standing{}, regions: map[string]region{}, ids: map[string]int{}}
}

func (d *draft) totals(a account) totals {
	if t, ok := d.accounts[a]; ok {
		return t
	}
	return d.book.accounts[a]
}

func (d *draft) region(name string) region {
	if r, ok := d.regions[name]; ok {
		return r
	}
	return d.book.regions[name]
}

func (d *draft) known(id string) (Entry, bool) {
	if i, ok := d.ids[id]; ok {
		return d.new[i], true
	}
	if i, ok := d.book.ids[id]; ok {
		return d.book.entries.at(i), true
	}
	return Entry{}, false
}

// post adds an entry to the draft and returns it as recorded. An entry that is
// already there is returned as it stands. Stored entries are posted without
// asking the floor again, which may have been moved since.
//
// After an error the draft is spoiled and must be dropped.
func (d *draft) post(e Entry, stored bool) (Entry, error) {
	if err := e.check(); err != nil {
		return Entry{}, err
	}
	if x, ok := d.known(e.ID); ok {
		if e.repeats(x) {
			return x, nil
		}
		return Entry{}, refuse(ErrConflict, msgQuotaConflict, "id", clip(e.ID), "kind", x.Kind, "amount", x.Amount, "region", x.Region, "date", x.Date)
	}
	if err := d.join(&e); err != nil {
		return Entry{}, err
	}
	rule := e.Kind.rule()
	if !stored || e.Area != 0 { // what was left when a stored entry was made is in its amount
		if err := d.amount(&e, rule); err != nil {
			return Entry{}, err
		}
	}
	if err := d.move(e, rule, stored); err != nil {
		return Entry{}, err
	}
	d.ids[e.ID] = len(d.new)
	d.new = append(d.new, e)
	return e, nil
}

// postAll posts entries in order.
func (d *draft) postAll(entries []Entry) ([]Entry, error) {
	made := make([]Entry, 0, len(entries))
	for _, e := range entries {
		x, err := d.post(e, false)
		if err != nil {
			return nil, err
		}
		made = append(made, x)
	}
	return made, nil
}

// join puts the region of the entry below its parent. A region has one parent
// for good; when it is learned late, what the region holds is added above.
func (d *draft) join(e *Entry) error {
	r := d.region(e.Region)
	if e.Parent == "" || r.parent == e.Parent {
		e.Parent = r.parent
		return nil
	}
	if r.parent != "" {
		return refuse(ErrEntry, msgQuotaTwoParents, "id", clip(e.ID), "region", e.Region, "known", r.parent, "parent", e.Parent)
	}
	for up := e.Parent; up != ""; up = d.region(up).parent {
		if up == e.Region {
			return refuse(ErrEntry, msgQuotaCycle, "id", clip(e.ID), "region", e.Region, "parent", e.Parent)
		}
	}
	r.parent = e.Parent
	d.regions[e.Region] = r
	if _, ok := d.regions[e.Parent]; !ok {
		d.regions[e.Parent] = d.region(e.Parent)
	}
	for _, period := range r.periods {
		held := d.totals(account{e.Region, period}).all
		if err := d.raise(e.Parent, period, &held); err != nil {
			return err
		}
	}
	return nil
}

// amount fills in what the entry moves.
func (d *draft) amount(e *Entry, rule *kindRule) error {
	given := e.Amount
	own := d.totals(account{e.Region, e.Period}).own
	switch {
	case rule.rate == always || e.Rate.isSet() || rule.rate == maybe && d.rules.rates[e.Kind].isSet() && given == 0:
		if !e.Rate.isSet() {
			e.Rate = d.rules.rates[e.Kind]
		}
		if !e.Rate.isSet() {
			return refuse(ErrRate, msgQuotaRate, "id", clip(e.ID), "kind", e.Kind, "region", e.Region, "period", e.Period)
		}
		part, err := e.Rate.Of(e.Area)
		if err != nil {
			return err
		}
		e.Amount = part
	case e.Area == 0 && e.Kind == Settlement:
		e.Amount = own.column[inAdvance]
	case e.Area == 0 && e.Project == "": // expiry of what is free
		e.Amount = max(own.raw()-d.rules.floors[e.Region], 0)
	case e.Area == 0:
		e.Amount = d.standing(claim{account{e.Region, e.Period}, e.Project})[reserved]
	default:
		e.Amount = e.Area
	}
	if given != 0 && given != e.Amount {
		return refuse(ErrEntry, msgQuotaAmount, "id", clip(e.ID), "given", given, "amount", e.Amount)
	}
	return nil
}

func (d *draft) standing(c claim) standing {
	if s, ok := d.projects[c]; ok {
		return s
	}
	return d.book.projects[c]
}

// move changes the sums, if the rules let it.
func (d *draft) move(e Entry, rule *kindRule, stored bool) error {
	key := account{e.Region, e.Period}
	t := d.totals(key)
	before := t.own
	floor := d.rules.floors[e.Region]

	if e.Project != "" {
		project := claim{key, e.Project}
		s := d.standing(project)
		if err := s.step(&e, rule); err != nil {
			return err
		}
		d.projects[project] = s
	}
	change := changeOf(&e, rule)
	after, err := before.plus(&change, 1)
	if err != nil {
		return err
	}
	if err := allowed(&e, rule, &before, &after, floor, stored); err != nil {
		return err
	}
	after.settle(floor)
	t.own = after
	t.entries++
	d.accounts[key] = t
	moved, err := after.plus(&before, -1)
	if err != nil {
		return err
	}
	always := account{e.Region, 0}
	t = d.totals(always)
	if t.own, err = t.own.plus(&moved, 1); err != nil {
		return err
	}
	t.entries++
	d.accounts[always] = t
	return d.raise(e.Region, e.Period, &moved)
}

// changeOf returns what the entry adds to the sums of its account.
func changeOf(e *Entry, rule *kindRule) sums {
	var change sums
	i := e.Kind.index()
	change.amount[i], change.area[i] = e.Amount, e.Area
	for c, sign := range rule.adds {
		change.column[c] = sign * e.Amount
	}
	if e.Kind == Expiry && e.Project != "" { // what lapses was reserved, not free
		change.column[inReserved] = -e.Amount
	}
	return change
}

// allowed says whether an account may go from before to after.
func allowed(e *Entry, rule *kindRule, before, after *sums, floor Hectares, stored bool) error {
	i := e.Kind.index()
	if rule.reversible && after.amount[i] < 0 || after.column[inAdvance] < 0 {
		held := before.amount[i]
		if rule.adds[inAdvance] != 0 {
			held = before.column[inAdvance]
		}
		return refuse(ErrEntry, msgQuotaReversal, "id", clip(e.ID), "kind", e.Kind, "requested", e.Amount, "available", held)
	}
	if stored || after.raw() >= floor || after.raw() >= before.raw() || rule.adds[inImposed] != 0 {
		return nil
	}
	available := max(before.raw()-floor, 0)
	class, why := error(ErrFloor), msgQuotaFloor
	if e.Kind == Settlement {
		class, why = ErrUncovered, msgQuotaUncovered
	}
	return refuse(class, why, "id", clip(e.ID), "kind", e.Kind, "requested", e.Amount, "region", e.Region, "period", e.Period,
		"available", available, "missing", e.Amount-available, "balance", before.raw()+before.column[inOwed], "floor", floor)
}

// raise adds a change to the region's sums and to those of all above it.
func (d *draft) raise(name string, period int, change *sums) error {
	for name != "" {
		for _, key := range [2]account{{name, period}, {name, 0}} {
			t := d.totals(key)
			all, err := t.all.plus(change, 1)
			if err != nil {
				return err
			}
			t.all = all
			d.accounts[key] = t
		}
		r := d.region(name)
		if at, found := slices.BinarySearch(r.periods, period); !found {
			r.periods = slices.Insert(slices.Clone(r.periods), at, period)
			d.regions[name] = r
		}
		name = r.parent
	}
	return nil
}

// commit makes the draft part of the book.
func (b *book) commit(d *draft) {
	for k, v := range d.accounts {
		b.accounts[k] = v
	}
	for k, v := range d.regions {
		b.regions[k] = v
	}
	for _, e := range d.new {
		e.Region, e.Parent, e.Date = b.word(e.Region), b.word(e.Parent), b.word(e.Date)
		if e.Project != "" {
			place := account{e.Region, e.Period}
			if _, ok := b.projects[claim{place, e.Project}]; !ok {
				b.projects[claim{place, e.Project}] = standing{}
				b.byPlace[place] = append(b.byPlace[place], e.Project)
			}
		}
		b.ids[e.ID] = b.entries.n
		b.entries.append(e)
	}
	for k, v := range d.projects {
		b.projects[k] = v
	}
}

// reset empties the draft for the next changes.
func (d *draft) reset() {
	clear(d.accounts)
	clear(d.projects)
	clear(d.regions)
	clear(d.ids)
	d.new = d.new[:0]
}

func (b *book) word(s string) string {
	if w, ok := b.words[s]; ok {
		return w
	}
	b.words[s] = s
	return s
}

// list is a sequence of entries in blocks, so that growing it never copies
// what is there while readers wait.
type list struct {
	blocks [][]Entry
	n      int
}

const block = 1024

func (l *list) append(e Entry) {
	if l.n%block == 0 {
		l.blocks = append(l.blocks, make([]Entry, 0, block))
	}
	last := len(l.blocks) - 1
	l.blocks[last] = append(l.blocks[last], e)
	l.n++
}

func (l *list) at(i int) Entry { return l.blocks[i/block][i%block] }
