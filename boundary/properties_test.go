package boundary_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

func TestProperties(t *testing.T) {
	p := boundary.Properties(` { "a" : "x\"\\y\u6c38" , "b":1.50,"c":{"d":[1,"}",{}]},"e":null , "f":true,"\u0067":"h","数":"基本农田", "a2":[] } `)
	var names []string
	for name, v := range p.All() {
		names = append(names, name)
		require.True(t, json.Valid(v), "%s: %s", name, v)
	}
	require.Equal(t, []string{"a", "b", "c", "e", "f", "g", "数", "a2"}, names)
	require.Equal(t, `x"\y永`, p.Text("a"))
	require.Equal(t, "1.50", p.Text("b"))
	require.Equal(t, "", p.Text("c"))
	require.Equal(t, "", p.Text("e"))
	require.Equal(t, "true", p.Text("f"))
	require.Equal(t, "h", p.Text("g"))
	require.Equal(t, "基本农田", p.Text("数"))
	require.Equal(t, "", p.Text("none"))
	require.JSONEq(t, `{"d":[1,"}",{}]}`, string(p.Raw("c")))
	n, ok := p.Number("b")
	require.True(t, ok)
	require.Equal(t, 1.5, n)
	_, ok = p.Number("a")
	require.False(t, ok)
	made, err := boundary.NewProperties("名称", "<甲>", "n", 3)
	require.NoError(t, err)
	require.Equal(t, `{"名称":"<甲>","n":3}`, string(made))
	_, err = boundary.NewProperties("f", func() {})
	require.Error(t, err)
}

// FuzzProperties: what is a JSON object is read as encoding/json reads it, and
// nothing else does harm.
func FuzzProperties(f *testing.F) {
	for _, s := range []string{`{}`, `{"a":1,"b":"c"}`, `{"a":{"b":[1,2]},"c":null}`, `{"a`, `[1]`, `{"a":"\`, `{"\ud800":1}`, "{\"\xff\":\"C\"}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got := map[string]string{}
		for name, v := range boundary.Properties(data).All() {
			got[name] = string(v)
		}
		var want map[string]json.RawMessage
		if json.Unmarshal(data, &want) != nil {
			return
		}
		require.Len(t, got, len(want))
		for name, v := range want {
			require.Equal(t, string(v), got[name])
			require.Equal(t, string(v), string(boundary.Properties(data).Raw(name)))
		}
	})
}
