package land

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/zones/quota"
)

func TestDisposal(t *testing.T) {
	l := quota.New(&quota.Options{Rates: quota.Rates{quota.EarnedUnsupplied: quota.MustRate("0.5"), quota.EarnedIdle: quota.MustRate("0.5")}})
	e := quota.Entry{ID: "1", Kind: quota.EarnedUnsupplied, Region: "371521", Parent: "371500", Period: 2024, Date: "2024-06-30", Area: 70}
	other := e
	other.ID, other.Kind, other.Area = "2", quota.EarnedIdle, 25
	_, err := l.Add(context.Background(), e, other)
	require.NoError(t, err)
	task := Task{Unsupplied: 80, Idle: 20, IdleStock: 40, IdleBase: 1000}
	d := task.Disposal(l.Balance("371500", 2024))
	require.Equal(t, Disposal{Unsupplied: 70, Idle: 25, UnmetUnsupplied: 10, IdleLeft: 15}, d)
	require.Equal(t, "87.50%", Percent(d.Unsupplied, task.Unsupplied))
	require.Equal(t, "125.00%", Percent(d.Idle, task.Idle))
	require.Equal(t, "1.50%", Percent(d.IdleLeft, task.IdleBase))
}

func TestPercent(t *testing.T) {
	for want, s := range map[string][2]quota.Hectares{
		"87.50%": {875, 1000}, "0.00%": {0, 5}, "100.00%": {7, 7}, "33.33%": {1, 3}, "66.67%": {2, 3}, "—": {1, 0}, "0.01%": {1, 20000}, "120.05%": {12005, 10000},
	} {
		require.Equal(t, want, Percent(s[0], s[1]))
	}
}
