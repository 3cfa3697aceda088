package command

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/message"
)

func TestMessage(t *testing.T) {
	err := fmt.Errorf("wrapped: %w", Words{"没有", "none"})
	require.Equal(t, "没有", Message(message.Chinese, err))
	require.Equal(t, "none", Message(message.English, err))
	require.Equal(t, "other", Message(message.English, errors.New("other")))

	var out bytes.Buffer
	require.Equal(t, Misused, Program("p").Misuse(&out, message.English, err))
	require.Equal(t, Failed, Program("p").Fail(&out, message.Chinese, err))
	require.Equal(t, "p: none\np: see p -h\np: 没有\n", out.String())
}

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "三线": 4, "（a）": 5, "e\u0301": 1, "a\u200bb": 2, "—": 1} {
		require.Equal(t, want, Columns(text), text)
	}
	require.Equal(t, "三线 ", PadRight("三线", 5))
	require.Equal(t, " 三线", PadLeft("三线", 5))
	require.Equal(t, "三线", PadLeft("三线", 3))
}
