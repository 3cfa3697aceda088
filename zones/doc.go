// Package zones says what boundaries mean: whether a site may be built on under
// the three control lines of a territorial plan, 三线, and if not, what is in the
// way, by which rule, and which procedure is left.
//
//	plan, err := zones.OpenPlan(ctx, os.DirFS(dir), "plan.json", open.Features, nil)
//	if err != nil {
//		return err
//	}
//	report, err := plan.Check(ctx, zones.Site{Feature: f}, &zones.CheckOptions{Date: "2026-11-23"})
//	if err != nil {
//		return err // it could not be checked; a negative verdict is a report
//	}
//	fmt.Println(report.Verdict)
//	for _, l := range report.Lines {
//		fmt.Println(l.Line, l.Status, l.OverlapM2)
//	}
//
// # Semantics
//
// A [Plan] is layers, caps and a rule set. Every report names the three lines
// ([rules.Farmland], [rules.Ecology], [rules.Development]) and each line's status, the worst of its
// sub-zones'. What is not known is null and [rules.NotChecked], never 0 and never a
// pass: a missing layer, a part of the site outside a layer's declared
// coverage, a layer older than the rules allow.
//
// The verdict: any prohibited line or broken cap is fail; else any line that was
// not checked is not_checked; else any that needs a procedure is conditional;
// else pass. A line's overlap is the union of its features inside the site;
// what several cover is counted once and stated apart. What is below the rule
// set's tolerance is negligible, and listed.
//
// A [Cap] limits areas: each place counts once, less what its layer states as
// 扣除, and what lies on existing construction land takes no increment.
// [Plan.CheckSequence] adds up what sites take, in their order.
//
// [Pending] are applications that are not decided yet; a check that is given them says
// which of the others claim the same land. That is information and no verdict.
//
// Rules are data: [rules.Default] is the built-in set cn-2026, [rules.Read] reads
// others, [rules.Set.With] merges a local supplement. A check's date picks the
// rules and is the only clock; the same inputs give the same bytes.
//
// Plans are immutable. A service keeps an atomic.Pointer to one and swaps it:
// see examples/planswap. [Plan.WriteSnapshot] keeps a plan that was read once
// in a form that loads fast.
//
// # Not for
//
// Legal advice. Figures that could not be found in a primary text are parameters
// marked unverified, and every report that used one says so.
package zones
