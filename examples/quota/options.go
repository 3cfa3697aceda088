package main

import (
	"errors"
	"flag"
	"fmt"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
)

type options struct {
	format, entries, rates, units, out string
	lang                               message.Lang
	year                               int
}

func parse(args []string) (*options, error) {
	var o options
	var lang string
	f := command.NewFlags(program)
	f.StringVar(&o.format, "format", "text", "")
	f.StringVar(&lang, "lang", "zh", "")
	f.StringVar(&o.entries, "entries", "", "")
	f.StringVar(&o.rates, "rates", "", "")
	f.StringVar(&o.units, "units", "", "")
	f.IntVar(&o.year, "year", 0, "")
	f.StringVar(&o.out, "o", "", "")
	if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil, command.ErrHelp
	} else if err != nil {
		return nil, command.Words{"用法错误：" + err.Error(), "wrong usage: " + err.Error()}
	}
	var err error
	switch o.lang, err = message.ParseLang(lang); {
	case err != nil:
		return nil, command.Words{"-lang 只能是 zh 或 en", "-lang must be zh or en"}
	case f.NArg() > 0:
		return nil, command.Words{fmt.Sprintf("多余的参数 %q", f.Arg(0)), fmt.Sprintf("unexpected argument %q", f.Arg(0))}
	case o.format != "text" && o.format != "csv" && o.format != "json":
		return nil, command.Words{"-format 只能是 text、csv 或 json", "-format must be text, csv or json"}
	case o.year < 0 || o.year > 9999:
		return nil, command.Words{"-year 须是年度", "-year must be a year"}
	case o.rates != "" && o.entries == "":
		return nil, command.Words{"-rates 须与 -entries 一起用", "-rates needs -entries"}
	case o.units != "" && o.entries == "":
		return nil, command.Words{"-units 须与 -entries 一起用", "-units needs -entries"}
	}
	return &o, nil
}
