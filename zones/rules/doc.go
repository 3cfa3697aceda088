// Package rules is the law as data: what a project needs, or why it is refused,
// on land of a line, a sub-zone and a date. It knows no geometry.
//
//	set := rules.Default() // cn-2026; set.With(local) merges a local supplement
//	project, err := rules.ParseProject("railway")
//	if err != nil {
//		return err
//	}
//	answers := set.Judge(rules.Question{
//		Line: rules.Farmland, Project: project, Date: "2026-11-23", AreaM2: 1200,
//	})
//	fmt.Println(answers[0].Status, answers[0].Authority.ZH, answers[0].Citations)
//
// # Semantics
//
// A [Set] holds the rules of all dates; the date of the [Question] picks those in
// force, and nothing reads the clock. For one place, date and project exactly one
// [Status] holds. [Read] proves this before a set is used: rules that contradict
// each other, and rules that could never decide, are errors.
//
// What is not known is never in the project's favour: a sub-zone that is not given
// is taken as the strictest, a question that no rule answers is [NotChecked], and a
// figure that could not be found in a primary text may be told but does not decide.
//
// [Set.Explain] tells why each rule applied or did not. The built-in rules are
// cn-2026.json in this folder; docs/rules.md describes the format and how to write a
// supplement. The questions in testdata/cases/law are the tests of every rule.
//
// # Not for
//
// Areas and places: package zones measures what a site takes of each line and asks
// these questions about it.
package rules
