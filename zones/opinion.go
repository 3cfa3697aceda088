package zones

import (
	"context"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/rules"
)

// gridArea is the area in square metres below which a part of a site comes from
// the grid and not from the site: a tenth of a square millimetre.
const gridArea = 1e-7

// ask puts a question to the rules of each part of the site, adds what they say to
// what was found, and returns the worst status. The question is about
// what was found.
func (q *inquiry) ask(ctx context.Context, question rules.Question, found []layerOverlap) (rules.Status, error) {
	if len(q.parts) == 1 {
		return q.hear(q.parts[0], question), nil
	}
	status, within := rules.Status(""), boundaries(found)
	for _, part := range q.parts {
		area, err := boundary.CoverArea(ctx, within, 1, part.part)
		if err != nil {
			return "", err
		}
		if question.Outside {
			area = part.part.Area() - area
		}
		if area <= gridArea {
			continue
		}
		question.AreaM2 = float64(area)
		status = status.Worse(q.hear(part, question))
	}
	if status == "" {
		return q.hear(q.parts[0], question), nil
	}
	return status, nil
}

// hear adds what the rules of one part of the site say. A supporting layer that
// no rule mentions is not involved.
func (q *inquiry) hear(part jurisdiction, question rules.Question) rules.Status {
	if q.opt.Admissible {
		q.asked = append(q.asked, rules.Asked{Rules: part.rules, Question: question})
	}
	status := rules.Status("")
	for _, a := range part.rules.Judge(question) {
		status = status.Worse(a.Status)
		q.findings = append(q.findings, finding(a, question, part.name))
	}
	if q.opt.Explain {
		if traces := part.rules.Explain(question); len(traces) > 0 {
			q.explained = append(q.explained, Explanation{question.Line, question.SubZone, question.Outside, part.name, traces})
		}
	}
	if status == "" {
		return rules.NotInvolved
	}
	return status
}

// finding is the report's form of an answer in an area.
func finding(a rules.Answer, q rules.Question, area string) Finding {
	if a.SubZone == "" && q.SubZone != rules.Other {
		a.SubZone = q.SubZone
	}
	return Finding{Rule: a.Rule, Origin: a.Origin, Line: q.Line, SubZone: a.SubZone, Area: area, Outside: q.Outside, Status: a.Status, OverlapM2: Known(q.AreaM2),
		Procedure: a.Procedure, Authority: a.Authority, Remedy: a.Remedy, Citations: nonNil(a.Citations), Parameters: nonNil(a.Parameters)}
}
