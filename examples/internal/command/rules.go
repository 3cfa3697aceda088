package command

import (
	"bytes"
	"encoding/json"
	"os"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// OpenRules reads rule sets of the user's own, which take the place of what came
// before, and supplements, which are merged over it, at first over the built-in set.
// Base is what the last supplement was merged over, nil where the last is none. Both
// are nil without files.
func OpenRules(names []string) (set, base *rules.Set, err error) {
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, message.At(err, message.Place{File: name})
		}
		next, err := rules.Read(bytes.NewReader(data), name)
		if err != nil {
			return nil, nil, err
		}
		var kind struct{ Supplements string }
		if err := json.Unmarshal(data, &kind); err != nil || kind.Supplements == "" {
			set, base = next, nil
			continue
		}
		if base = set; base == nil {
			base = rules.Default()
		}
		if set, err = base.With(next); err != nil {
			return nil, nil, err
		}
	}
	return set, base, nil
}
