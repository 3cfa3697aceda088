package command

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/message"
)

func TestParseFlags(t *testing.T) {
	for args, want := range map[string]Words{
		"-x":       {"没有参数 -x", "there is no flag -x"},
		"-name":    {"参数 -name 后面缺少值", "flag -name needs a value"},
		"-sure=so": {"-sure 后面不写值", "-sure takes no value"},
		"-size so": {"-size 的值不是数字", "-size takes a number"},
	} {
		f := NewFlags("p")
		f.String("name", "", "")
		f.Bool("sure", false, "")
		f.Float64("size", 0, "")
		require.Equal(t, want, ParseFlags(f, strings.Fields(args)), args)
	}
	require.ErrorIs(t, ParseFlags(NewFlags("p"), []string{"-h"}), ErrHelp)
	f := NewFlags("p")
	require.NoError(t, ParseFlags(f, []string{"a", "b"}))
	require.Equal(t, 2, f.NArg())
}

func TestLanguage(t *testing.T) {
	for args, want := range map[string]message.Lang{
		"": message.Chinese, "-lang en": message.English, "-x --lang=en": message.English, "-lang fr": message.Chinese, "-lang": message.Chinese,
	} {
		require.Equal(t, want, Language(strings.Fields(args)), args)
	}
	lang, err := ParseLang("en")
	require.NoError(t, err)
	require.Equal(t, message.English, lang)
	lang, err = ParseLang("fr")
	require.EqualError(t, err, `-lang is zh or en, not "fr"`)
	require.Equal(t, message.Chinese, lang)
}

func TestOneOf(t *testing.T) {
	require.NoError(t, OneOf("-to", "a", []string{"a", "b"}))
	require.Equal(t, Words{`-to 只能是 a、b，不能是 "c"`, `-to is one of a, b, not "c"`}, OneOf("-to", "c", []string{"a", "b"}))
}
