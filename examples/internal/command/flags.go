package command

import (
	"errors"
	"flag"
	"io"
	"slices"
	"strings"

	"github.com/sanxian/sanxian/message"
)

// ErrHelp is not a failure: -h was given.
var ErrHelp = flag.ErrHelp

// NewFlags returns an empty set of flags that prints nothing by itself: package
// flag speaks English only.
func NewFlags(p Program) *flag.FlagSet {
	f := flag.NewFlagSet(string(p), flag.ContinueOnError)
	f.SetOutput(io.Discard)
	return f
}

// ParseFlags reads the arguments up to the first that is no flag. It returns
// ErrHelp, or Words about what is wrong.
func ParseFlags(f *flag.FlagSet, args []string) error {
	err := f.Parse(args)
	if err == nil || errors.Is(err, ErrHelp) {
		return err
	}
	s := err.Error()
	if name, ok := strings.CutPrefix(s, "flag provided but not defined: "); ok {
		return Words{"没有参数 " + name, "there is no flag " + name}
	}
	if name, ok := strings.CutPrefix(s, "flag needs an argument: "); ok {
		return Words{"参数 " + name + " 后面缺少值", "flag " + name + " needs a value"}
	}
	if _, name, ok := strings.Cut(s, " for "); ok && strings.HasPrefix(s, "invalid boolean value") {
		name, _, _ = strings.Cut(name, ":")
		return Words{name + " 后面不写值", name + " takes no value"}
	}
	if _, name, ok := strings.Cut(s, " for flag "); ok && strings.HasPrefix(s, "invalid value") {
		name, _, _ = strings.Cut(name, ":")
		return Words{name + " 的值不是数字", name + " takes a number"}
	}
	return Words{"参数有误：" + s, s}
}

// Language finds -lang before the arguments are read, for messages about them.
func Language(args []string) message.Lang {
	for i, a := range args {
		name, value, inline := strings.Cut(strings.TrimLeft(a, "-"), "=")
		if name == "lang" && !inline && i+1 < len(args) {
			value = args[i+1]
		}
		if name == "lang" && value == "en" {
			return message.English
		}
	}
	return message.Chinese
}

// ParseLang reads the value of -lang. With an error it returns Chinese.
func ParseLang(s string) (message.Lang, error) {
	lang, err := message.ParseLang(s)
	if err != nil {
		return message.Chinese, Words{"-lang 只能是 zh 或 en，不能是 " + Quote(s), "-lang is zh or en, not " + Quote(s)}
	}
	return lang, nil
}

// OneOf refuses a value of a flag that is none of its choices.
func OneOf(name, value string, choices []string) error {
	if slices.Contains(choices, value) {
		return nil
	}
	return Words{name + " 只能是 " + strings.Join(choices, "、") + "，不能是 " + Quote(value),
		name + " is one of " + strings.Join(choices, ", ") + ", not " + Quote(value)}
}

// Quote puts a word of the user between quotation marks, as it is.
func Quote(s string) string { return `"` + s + `"` }
