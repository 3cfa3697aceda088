package boundary_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

func zone39(t testing.TB) boundary.Frame {
	f, err := boundary.EPSG(4527)
	require.NoError(t, err)
	return f
}
