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

func (d *lineDecoder) fast(line []byte) (e Entry, ok bool) {
	rest, good := bytes.CutPrefix(line, []byte{'{'})
	// value cuts `"name":` and returns what follows up to the end of the value.
	value := func(name string, quoted bool) ([]byte, bool) {
		after, found := bytes.CutPrefix(rest, []byte(name))
		if !found || !good {
			return nil, false
		}
		var end int
		if quoted {
			if len(after) == 0 || after[0] != '"' {
				good = false
				return nil, false
			}
			after = after[1:]
			end = bytes.IndexByte(after, '"')
			if end < 0 || bytes.IndexByte(after[:end], '\\') >= 0 {
				good = false
				return nil, false
			}
			rest = after[end+1:]
		} else {
			if end = bytes.IndexAny(after, ",}"); end < 0 {
				good = false
				return nil, false
			}
			rest = after[end:]
		}
		return after[:end], true
	}
	text := func(name string) string {
		v, _ := value(name, true)
		return string(v)
	}
	word := func(name string) string {
		v, _ := value(name, true)
		if w, known := d.words[string(v)]; known {
			return w
		}
		w := string(v)
		if len(d.words) < 1<<16 {
			d.words[w] = w
		}
		return w
	}
	number := func(name string) Hectares {
		v, found := value(name, false)
		h, err := ParseHectares(string(v))
		good = good && found && err == nil
		return h
	}
	e.ID = text(`"id":`)
	e.Kind = Kind(word(`,"kind":`))
	e.Region = word(`,"region":`)
	e.Parent = word(`,"parent":`)
	v, found := value(`,"period":`, false)
	period, err := strconv.Atoi(string(v))
	good = good && found && err == nil
	e.Period = period
	e.Date = word(`,"date":`)
	e.Project = text(`,"project":`)
	e.Area = number(`,"area_ha":`)
	if rate := word(`,"rate":`); rate != "" {
		e.Rate, err = ParseRate(rate)
		good = good && err == nil
	}
	e.Amount = number(`,"amount_ha":`)
	e.Source = word(`,"source":`)
	e.Note = text(`,"note":`)
	return e, good && string(bytes.TrimRight(rest, "\n")) == "}"
}
