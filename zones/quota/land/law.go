package land

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"sync"
	"time"

	"github.com/sanxian/sanxian/zones/rules"
)

//go:embed rulesets/cn-idle-2012.json
var idleDocument []byte

// A law is what the test for idle land needs of the rules, read from a document.
type law struct {
	notStartedYears, suspendedYears int
	builtShare, investedShare       *big.Rat
	citations                       []citation
}

// builtIn is the law that comes with the package. A test reads its document.
var builtIn = sync.OnceValue(func() *law {
	l, err := readLaw(bytes.NewReader(idleDocument))
	if err != nil {
		panic(err)
	}
	return l
})

type document struct {
	Schema       string            `json:"schema"`
	ID           string            `json:"id"`
	Title        map[string]string `json:"title"`
	Jurisdiction string            `json:"jurisdiction"`
	Parameters   []parameter       `json:"parameters"`
	Citations    []citation        `json:"citations"`
}

// A parameter is a figure of the law. A value is a whole number or a fraction.
type parameter struct {
	ID       string `json:"id"`
	Value    string `json:"value"`
	Unit     string `json:"unit"`
	Source   string `json:"source"`
	Verified bool   `json:"verified"`
}

type citation struct {
	Title     string `json:"title"`
	Number    string `json:"number"`
	Article   string `json:"article"`
	Effective struct {
		From string `json:"from"`
	} `json:"effective"`
	Verified bool `json:"verified"`
}

// readLaw reads a document strictly: nothing unknown, nothing twice, nothing left
// out.
func readLaw(r io.Reader) (*law, error) {
	var doc document
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		return nil, fmt.Errorf("land: rules of idle land: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("land: rules of idle land: there is more after the document")
	}
	if doc.Schema != "sanxian-idle-land/1" || doc.ID == "" || len(doc.Citations) == 0 {
		return nil, errors.New("land: rules of idle land: schema, id or citations are missing")
	}
	l := law{citations: doc.Citations}
	for _, c := range doc.Citations {
		if _, err := time.Parse(time.DateOnly, c.Effective.From); err != nil || c.Title == "" {
			return nil, fmt.Errorf("land: rules of idle land: citation %q has no title or no date", c.Title)
		}
	}
	for _, p := range doc.Parameters {
		if !l.set(p) {
			return nil, fmt.Errorf("land: rules of idle land: parameter %q is unknown, there twice, or without a value or source", p.ID)
		}
	}
	if l.notStartedYears == 0 || l.suspendedYears == 0 || l.builtShare == nil || l.investedShare == nil {
		return nil, errors.New("land: rules of idle land: a parameter is missing")
	}
	return &l, nil
}

func (l *law) set(p parameter) bool {
	if p.Source == "" {
		return false
	}
	years := func(field *int) bool {
		n, err := strconv.Atoi(p.Value)
		was := *field
		*field = n
		return err == nil && n > 0 && was == 0
	}
	share := func(field **big.Rat) bool {
		r, ok := new(big.Rat).SetString(p.Value)
		was := *field
		*field = r
		return ok && r.Sign() > 0 && was == nil
	}
	switch p.ID {
	case "not_started_years":
		return years(&l.notStartedYears)
	case "suspended_years":
		return years(&l.suspendedYears)
	case "built_share":
		return share(&l.builtShare)
	case "invested_share":
		return share(&l.investedShare)
	}
	return false
}

// inForce returns what is cited on a day.
func (l *law) inForce(day string) []rules.Citation {
	cited := []rules.Citation{}
	for _, c := range l.citations {
		if c.Effective.From <= day {
			cited = append(cited, rules.Citation{Title: c.Title, Number: c.Number, Article: c.Article, Date: c.Effective.From, Verified: c.Verified})
		}
	}
	return cited
}

// below tells whether a part is less than a share of the whole, exactly.
func below(part, whole int64, share *big.Rat) bool {
	limit := new(big.Rat).Mul(new(big.Rat).SetInt64(whole), share)
	return new(big.Rat).SetInt64(part).Cmp(limit) < 0
}
