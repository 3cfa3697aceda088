package zones

import (
	"context"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/rules"
)

// gridArea is the area in square metres below which a part of a site is the
// grid's and not the site's: a tenth of a square millimetre.
const gridArea = 1e-7

// An opinion is what the rules say of one question.
type opinion struct {
	status    rules.Status
	findings  []Finding
	explained []Explanation
	asked     []rules.Asked
}

// ask puts a question to the rules of each part of the site; the worst status
// holds. Within are the features that the question is about.
func (q *inquiry) ask(ctx context.Context, question rules.Question, within []*boundary.Boundary) (opinion, error) {
	var o opinion
	if len(q.parts) > 1 {
		for _, part := range q.parts {
			area, err := boundary.CoverArea(ctx, within, 1, part.part)
			if err != nil {
				return o, err
			}
			if question.Outside {
				area = part.part.Area() - area
			}
			if area <= gridArea {
				continue
			}
			question.AreaM2 = float64(area)
			o.hear(part, question, q.opt.Explain)
		}
	}
	if o.status == "" {
		o.hear(q.parts[0], question, q.opt.Explain)
	}
	return o, nil
}

// hear adds what the rules of one part of the site say. A supporting layer that
// no rule speaks of is not involved.
func (o *opinion) hear(part jurisdiction, question rules.Question, explain bool) {
	o.asked = append(o.asked, rules.Asked{Rules: part.rules, Question: question})
	status := rules.Status("")
	for _, a := range part.rules.Judge(question) {
		status = status.Worse(a.Status)
		o.findings = append(o.findings, finding(a, question, part.name))
	}
	if explain {
		if traces := part.rules.Explain(question); len(traces) > 0 {
			o.explained = append(o.explained, Explanation{question.Line, question.SubZone, question.Outside, part.name, traces})
		}
	}
	if status == "" {
		status = rules.NotInvolved
	}
	o.status = o.status.Worse(status)
}

// finding is what a report says of an answer in an area.
func finding(a rules.Answer, q rules.Question, area string) Finding {
	if a.SubZone == "" && q.SubZone != rules.Other {
		a.SubZone = q.SubZone
	}
	return Finding{Rule: a.Rule, Origin: a.Origin, Line: q.Line, SubZone: a.SubZone, Area: area, Outside: q.Outside, Status: a.Status, OverlapM2: Known(q.AreaM2),
		Procedure: a.Procedure, Authority: a.Authority, Remedy: a.Remedy, Citations: nonNil(a.Citations), Parameters: nonNil(a.Parameters)}
}
