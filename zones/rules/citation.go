package rules

import "github.com/sanxian/sanxian/message"

// Citation is the legal basis of a rule or a cap.
type Citation struct {
	Title    string `json:"title"`
	Number   string `json:"number,omitempty"`
	Article  string `json:"article,omitempty"`
	Date     string `json:"date,omitempty"`
	Verified bool   `json:"verified"`
}

// Parameter is a figure of a rule set.
type Parameter struct {
	ID       string  `json:"id"`
	Value    float64 `json:"value"`
	Unit     string  `json:"unit,omitempty"`
	Source   string  `json:"source,omitempty"`
	Verified bool    `json:"verified"`
}

// SetName names the rules that something was judged by.
type SetName struct {
	ID           string       `json:"id"`
	Version      string       `json:"version"`
	Title        message.Text `json:"title"`
	Jurisdiction string       `json:"jurisdiction"`
	Supplements  []string     `json:"supplements"` // merged for the whole plan, then those over areas that the site lies in
}

// An Answer is what a rule says about a question: the status, the procedure that is
// left, who decides, and what the law is.
type Answer struct {
	Rule       string
	Origin     string  // id of the rule set that the rule is from
	SubZone    SubZone // empty where the line has none, and outside a boundary
	Status     Status
	Procedure  message.Text
	Authority  message.Text
	Remedy     message.Text
	Citations  []Citation
	Parameters []Parameter // unverified figures that the rule used
}
