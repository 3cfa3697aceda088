package main

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/quota"
)

// demo is what is shown without files of one's own.
//
//go:embed demo
var demo embed.FS

// unit is a region with its tasks, as demo/units.json has it.
type unit struct {
	Code       string         `json:"code"`
	Name       string         `json:"name"`
	Floor      quota.Hectares `json:"floor_ha"`
	Unsupplied quota.Hectares `json:"unsupplied_task_ha"`
	Idle       quota.Hectares `json:"idle_task_ha"`
	IdleStock  quota.Hectares `json:"idle_stock_ha"`
	IdleBase   quota.Hectares `json:"idle_base_ha"`
}

type input struct {
	synthetic bool
	name      string // of the entries
	entries   []quota.Entry
	rates     quota.Rates
	units     []unit
}

// names are known without a file.
var names = map[string]string{
	"371500": "聊城市", "371502": "东昌府区", "371503": "茌平区", "371521": "阳谷县", "371522": "莘县",
	"371524": "东阿县", "371525": "冠县", "371526": "高唐县", "371581": "临清市",
}

func (in *input) nameOf(code string) string {
	for _, u := range in.units {
		if u.Code == code && u.Name != "" {
			return u.Name
		}
	}
	if name, ok := names[code]; ok {
		return name
	}
	return code
}

func (o *options) read(stdin io.Reader) (*input, error) {
	in := &input{synthetic: o.entries == "", name: o.entries}
	open := func(name string) ([]byte, error) { return os.ReadFile(name) }
	entries, rates, units := o.entries, o.rates, o.units
	if in.synthetic {
		open = demo.ReadFile
		entries, rates, units = "demo/entries.csv", "demo/rates.json", "demo/units.json"
		in.name = entries
	}
	if rates != "" {
		if err := readJSON(open, rates, &in.rates); err != nil {
			return nil, err
		}
	}
	if units != "" {
		if err := readJSON(open, units, &in.units); err != nil {
			return nil, err
		}
		seen := map[string]bool{}
		for i, u := range in.units {
			if u.Code == "" || seen[u.Code] {
				return nil, command.Words{
					fmt.Sprintf("%s：第 %d 个单位缺少代码，或代码重复", units, i+1),
					fmt.Sprintf("%s: unit %d has no code, or one that is there twice", units, i+1)}
			}
			seen[u.Code] = true
		}
	}
	if entries == "-" {
		in.name = "stdin"
		return in, in.readEntries(stdin)
	}
	data, err := open(entries)
	if err != nil {
		return nil, err
	}
	return in, in.readEntries(bytes.NewReader(data))
}

func (in *input) readEntries(r io.Reader) error {
	for e, err := range quota.Read(r, &quota.ReadOptions{Name: in.name}) {
		if err != nil {
			return err
		}
		in.entries = append(in.entries, e)
	}
	if len(in.entries) == 0 {
		return command.Words{in.name + "：没有台账记录", in.name + ": no entries"}
	}
	return nil
}

// readJSON reads a small file whose fields are all known.
func readJSON(open func(string) ([]byte, error), name string, v any) error {
	data, err := open(name)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	d.DisallowUnknownFields()
	err = d.Decode(v)
	if err == nil {
		if _, end := d.Token(); end != io.EOF {
			err = errors.New("more than one value")
		}
	}
	if err == nil {
		return nil
	}
	line := 1 + bytes.Count(data[:min(int(d.InputOffset()), len(data))], []byte{'\n'})
	return message.At(err, message.Place{File: name, Line: line})
}

// post makes the ledger of the entries, in their order.
func (in *input) post(ctx context.Context) (*quota.Ledger, error) {
	floors := map[string]quota.Hectares{}
	for _, u := range in.units {
		floors[u.Code] = u.Floor
	}
	ledger := quota.New(&quota.Options{Rates: in.rates, Floors: floors})
	for _, e := range in.entries {
		// The entry's own id says where: ids are unique in a file that is right.
		if _, err := ledger.Add(ctx, e); err != nil {
			return nil, message.At(err, message.Place{File: in.name})
		}
	}
	return ledger, nil
}
