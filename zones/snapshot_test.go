package zones_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// whole is a plan with all that a snapshot keeps: coverage, features that
// overlap, caps, regions, a supplement, notes.
func whole(t testing.TB) *zones.Plan {
	t.Helper()
	own, err := rules.Read(strings.NewReader(villagePlan), "village.json")
	require.NoError(t, err)
	plan := town(t, zones.Cap{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 490_000})
	layers := append(plan.Layers(),
		layer(t, rules.AdminRegion, rectangle(t, "371502", 0, 0, 1000, 1000, "XZQMC", "东昌府区")),
		layerOf(t, zones.LayerSpec{Line: "x_own", Path: "own"}, &zones.LayerOptions{Coverage: rectangle(t, "", 0, 0, 500, 500).Boundary},
			rectangle(t, "A", 0, 0, 100, 100), rectangle(t, "B", 50, 0, 150, 100), rectangle(t, "B", 50, 0, 150, 90)))
	plan, err = zones.NewPlan(context.Background(), layers, []zones.Cap{{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, Regions: []string{"371502"}, LimitM2: 490_000}}, nil)
	require.NoError(t, err)
	plan, err = plan.Named("合成").WithSupplements([]zones.Supplement{{Name: "苗楼村", Rules: own, Where: []*boundary.Boundary{rectangle(t, "", 600, 0, 700, 400).Boundary}}})
	require.NoError(t, err)
	return plan
}

func TestSnapshot(t *testing.T) {
	plan := whole(t)
	var first, second bytes.Buffer
	require.NoError(t, plan.WriteSnapshot(&first))
	require.NoError(t, plan.WriteSnapshot(&second))
	require.Equal(t, first.Bytes(), second.Bytes())
	back, err := zones.ReadSnapshot(context.Background(), bytes.NewReader(first.Bytes()))
	require.NoError(t, err)
	for _, site := range []boundary.Feature{
		rectangle(t, "1", 40, 20, 120, 80), rectangle(t, "2", 670, 100, 720, 200), rectangle(t, "3", 700, 700, 900, 900), rectangle(t, "4", 450, 450, 550, 550),
	} {
		opt := &zones.CheckOptions{Date: day, Geometry: true, Explain: true}
		want, err := json.Marshal(check(t, plan, site, opt))
		require.NoError(t, err)
		got, err := json.Marshal(check(t, back, site, opt))
		require.NoError(t, err)
		require.JSONEq(t, string(want), string(got))
		require.Equal(t, string(want), string(got), "the same bytes")
	}
	var again bytes.Buffer
	require.NoError(t, back.WriteSnapshot(&again))
	require.Equal(t, first.Bytes(), again.Bytes())
}

func TestSnapshotDamaged(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, whole(t).WriteSnapshot(&b))
	data := b.Bytes()
	refused := func(data []byte, code string) {
		t.Helper()
		_, err := zones.ReadSnapshot(context.Background(), bytes.NewReader(data))
		require.ErrorIs(t, err, zones.ErrSnapshot)
		var e *message.Error
		require.ErrorAs(t, err, &e)
		if code != "" {
			require.Equal(t, code, e.Code)
		}
	}
	refused(nil, "snapshot.not")
	refused([]byte("SANXIAN"), "snapshot.not")
	refused([]byte(`{"type":"FeatureCollection"}`), "snapshot.not")
	other := bytes.Clone(data)
	other[8] = 9
	refused(other, "snapshot.version")
	for n := 12; n < len(data); n += 4999 {
		refused(data[:n], "snapshot.cut")
	}
	for i := 12; i < len(data); i += 997 {
		other := bytes.Clone(data)
		other[i] ^= 0x10
		refused(other, "")
	}
}

// TestSnapshotWhoseHeadLies: the checksum is right, which no accident produces.
func TestSnapshotWhoseHeadLies(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, whole(t).WriteSnapshot(&b))
	const start = 12 // of the first block
	length := int(binary.LittleEndian.Uint32(b.Bytes()[start:]))
	for _, c := range []struct{ from, to, code string }{
		{`"areas":1`, `"areas":2`, "snapshot.fewer"},
		{`"areas":1`, `"areas":0`, "snapshot.more"},
		{`"features":1`, `"features":900000000000`, "snapshot.fewer"},
		{`"features":1`, `"features":0`, "snapshot.number"},
		{`"features":1`, `"features":-1`, "snapshot.number"},
	} {
		head := bytes.Replace(b.Bytes()[start+8:start+8+length], []byte(c.from), []byte(c.to), 1)
		data := bytes.Clone(b.Bytes()[:start])
		data = binary.LittleEndian.AppendUint32(data, uint32(len(head)))
		data = binary.LittleEndian.AppendUint32(data, crc32.Checksum(head, crc32.MakeTable(crc32.Castagnoli)))
		data = append(append(data, head...), b.Bytes()[start+8+length:]...)
		_, err := zones.ReadSnapshot(context.Background(), bytes.NewReader(data))
		require.ErrorIs(t, err, zones.ErrSnapshot, "%s", c.to)
		var e *message.Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, c.code, e.Code, "%s: %v", c.to, err)
	}
}

// FuzzSnapshot: no bytes make it panic.
func FuzzSnapshot(f *testing.F) {
	var b bytes.Buffer
	if err := whole(f).WriteSnapshot(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(b.Bytes()[:100])
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := zones.ReadSnapshot(context.Background(), bytes.NewReader(data)); err == nil && !bytes.Equal(data, b.Bytes()) {
			t.Skip("a snapshot with its checksums right")
		}
	})
}

func TestDropProperties(t *testing.T) {
	l := layerOf(t, zones.LayerSpec{Line: rules.Ecology, Path: "E"}, &zones.LayerOptions{DropProperties: true}, rectangle(t, "E1", 0, 0, 10, 10, "ZRBHDFQ", "核心保护区"))
	f, ok := l.Index().Get("E1")
	require.True(t, ok)
	require.Nil(t, f.Properties)
	require.Equal(t, rules.Core, l.SubZone("E1"))
}
