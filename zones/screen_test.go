package zones_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/zones"
)

// What a screening says is what the full report says, to the digit.
func TestScreenSaysWhatReportsSay(t *testing.T) {
	p := district(t)
	sites := randomSites(t, 10_000)
	sites[700].Feature.Boundary = nil
	sites[701].Feature.ID = "7"
	var reports []*zones.Report
	for r, err := range p.CheckAll(context.Background(), stream(sites, nil), &zones.CheckOptions{Date: day}) {
		require.NoError(t, err)
		reports = append(reports, r)
	}
	n := 0
	for s, err := range p.Screen(context.Background(), stream(sites, nil), &zones.CheckOptions{Date: day}) {
		require.NoError(t, err)
		r := reports[n]
		require.Equal(t, r.Verdict, s.Verdict)
		require.Equal(t, r.Date, s.Date)
		require.Equal(t, r.Site.ID, s.Site.ID)
		require.Equal(t, r.Site.AreaM2, s.Site.AreaM2)
		require.Equal(t, r.Findings, append([]zones.Finding{}, s.Findings...))
		require.Equal(t, r.Notes, s.Notes)
		require.Equal(t, r.Caps, s.Caps)
		require.Len(t, s.Lines, len(r.Lines))
		for i, l := range r.Lines {
			l.Features, l.Ignored, l.Nearest, l.DistanceM = []zones.FeatureReport{}, []zones.FeatureReport{}, []zones.NearReport{}, zones.Amount{}
			require.Equal(t, l, s.Lines[i], "%s %s", r.Site.ID, l.Line)
		}
		n++
	}
	require.Equal(t, len(sites), n)
}

func TestScreenEnds(t *testing.T) {
	p := district(t)
	sites := randomSites(t, 700)
	broken := errors.New("broken")
	n := 0
	for s, err := range p.Screen(context.Background(), stream(sites, broken), nil) {
		if err != nil {
			require.ErrorIs(t, err, broken)
			require.Nil(t, s)
			break
		}
		n++
	}
	require.Equal(t, len(sites), n)
	for range p.Screen(context.Background(), stream(sites, nil), nil) {
		break
	}
}
