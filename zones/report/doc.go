// Package report draws a zones.Report for people: as text that lines up in a
// terminal, as a table with one row per site, as a map page, and as the JSON
// and GeoJSON of many sites, in Chinese or English.
//
//	plan, err := zones.OpenPlan(ctx, os.DirFS("plan"), "plan.json", open.Features, nil)
//	if err != nil {
//		log.Fatal(message.Say(message.Chinese, err))
//	}
//	r, err := plan.Check(ctx, site, &zones.CheckOptions{Date: "2026-11-24"})
//	if err != nil {
//		log.Fatal(message.Say(message.Chinese, err))
//	}
//	err = report.Text(os.Stdout, message.Chinese, r)
//
// # Semantics
//
// Nothing is judged or measured here: every word and figure is one of the
// zones.Report. Areas are shown in m² with 2 decimals, 公顷 with 4 and 亩 with
// 2, each rounded half-up, in decimal, from the figure of the JSON (m² with 4
// decimals). An area that is not 0 is never shown as 0.00, and a share that is
// not whole never as 100 %. What is unknown is said to be unknown.
//
// Text of a file (ids, names, sources) is shown without control characters, so
// that it cannot steer a terminal.
//
// The forms for many sites take the stream of zones.Plan.CheckAll, hold one
// report at a time, and stop at the first error with what came before it
// already written.
//
// # Not for
//
// Programs: they read the JSON of zones.Report.
package report
