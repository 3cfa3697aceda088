package quota

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// entryJSON is the written form: snake_case, areas with their unit.
type entryJSON struct {
	ID      string   `json:"id"`
	Kind    Kind     `json:"kind"`
	Region  string   `json:"region"`
	Parent  string   `json:"parent,omitempty"`
	Period  int      `json:"period"`
	Date    string   `json:"date"`
	Project string   `json:"project,omitempty"`
	Area    Hectares `json:"area_ha"`
	Rate    *Rate    `json:"rate,omitempty"`
	Amount  Hectares `json:"amount_ha"`
	Source  string   `json:"source,omitempty"`
	Note    string   `json:"note,omitempty"`
}

func (j *entryJSON) entry() Entry {
	e := Entry{j.ID, j.Kind, j.Region, j.Parent, j.Period, j.Date, j.Project, j.Area, Rate{}, j.Amount, j.Source, j.Note}
	if j.Rate != nil {
		e.Rate = *j.Rate
	}
	return e
}

// MarshalJSON writes the entry with areas in hectares.
func (e Entry) MarshalJSON() ([]byte, error) { return e.appendJSON(nil), nil }

// UnmarshalJSON reads what MarshalJSON writes; fields may be left out.
func (e *Entry) UnmarshalJSON(b []byte) error {
	var j entryJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*e = j.entry()
	return nil
}

// appendJSON writes the fields of entryJSON in their order. It is written out
// because a journal is read and written a million lines at a time.
func (e *Entry) appendJSON(b []byte) []byte {
	text := func(name, s string) {
		if s != "" {
			b = appendString(append(b, name...), s)
		}
	}
	b = appendString(append(b, `{"id":`...), e.ID)
	text(`,"kind":`, string(e.Kind))
	text(`,"region":`, e.Region)
	text(`,"parent":`, e.Parent)
	b = strconv.AppendInt(append(b, `,"period":`...), int64(e.Period), 10)
	text(`,"date":`, e.Date)
	text(`,"project":`, e.Project)
	b = e.Area.append(append(b, `,"area_ha":`...))
	text(`,"rate":`, e.Rate.String())
	b = e.Amount.append(append(b, `,"amount_ha":`...))
	text(`,"source":`, e.Source)
	text(`,"note":`, e.Note)
	return append(b, '}')
}

func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c == 0x7f {
			text, _ := json.Marshal(s) // cannot fail
			return append(b, text...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

// lineDecoder reads lines as appendJSON writes them, and leaves any other to
// encoding/json. It keeps one copy of the words that recur.
type lineDecoder struct{ words map[string]string }

func (d *lineDecoder) entry(line []byte) (Entry, error) {
	if e, ok := d.fast(line); ok {
		return e, nil
	}
	var j entryJSON
	err := json.Unmarshal(line, &j)
	return j.entry(), err
}

// fast reads the fields in the order of appendJSON.
func (d *lineDecoder) fast(line []byte) (e Entry, ok bool) {
	rest, ok := bytes.CutPrefix(line, []byte{'{'})
	c := cutter{rest: rest, failed: !ok, words: d.words}
	e.ID = string(c.text(`"id":`))
	e.Kind = Kind(c.word(`,"kind":`))
	e.Region = c.word(`,"region":`)
	e.Parent = c.word(`,"parent":`)
	period, err := strconv.Atoi(string(c.bare(`,"period":`)))
	c.failed = c.failed || err != nil
	e.Period = period
	e.Date = c.word(`,"date":`)
	e.Project = string(c.text(`,"project":`))
	e.Area = c.hectares(`,"area_ha":`)
	if rate := c.word(`,"rate":`); rate != "" {
		e.Rate, err = ParseRate(rate)
		c.failed = c.failed || err != nil
	}
	e.Amount = c.hectares(`,"amount_ha":`)
	e.Source = c.word(`,"source":`)
	e.Note = string(c.text(`,"note":`))
	return e, !c.failed && string(bytes.TrimRight(c.rest, "\n")) == "}"
}

// A cutter takes one member after the other from the front of an object. Once one
// is not as expected it has failed, and what it returns means nothing.
type cutter struct {
	rest   []byte
	failed bool
	words  map[string]string
}

// text returns a string without escapes; a member that is not there is empty.
func (c *cutter) text(name string) []byte {
	value, found := bytes.CutPrefix(c.rest, []byte(name))
	if !found || c.failed {
		return nil
	}
	value, quoted := bytes.CutPrefix(value, []byte{'"'})
	end := bytes.IndexByte(value, '"')
	if !quoted || end < 0 || bytes.IndexByte(value[:end], '\\') >= 0 {
		c.failed = true
		return nil
	}
	c.rest = value[end+1:]
	return value[:end]
}

// word is text that recurs.
func (c *cutter) word(name string) string {
	v := c.text(name)
	if w, known := c.words[string(v)]; known {
		return w
	}
	w := string(v)
	if len(c.words) < 1<<16 {
		c.words[w] = w
	}
	return w
}

// bare returns what stands without quotes and must be there.
func (c *cutter) bare(name string) []byte {
	value, found := bytes.CutPrefix(c.rest, []byte(name))
	end := bytes.IndexAny(value, ",}")
	if !found || end < 0 {
		c.failed = true
		return nil
	}
	c.rest = value[end:]
	return value[:end]
}

func (c *cutter) hectares(name string) Hectares {
	h, err := ParseHectares(string(c.bare(name)))
	c.failed = c.failed || err != nil
	return h
}
