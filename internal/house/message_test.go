package house

import (
	"testing"

	"github.com/sanxian/sanxian/internal/messagetest"

	// What declares messages.
	_ "github.com/sanxian/sanxian/boundary/open"
	_ "github.com/sanxian/sanxian/zones/quota/land"
	_ "github.com/sanxian/sanxian/zones/report"
)

func TestMessages(t *testing.T) {
	messagetest.Check(t)
	for _, root := range []string{"../../boundary", "../../index", "../../message", "../../zones"} {
		messagetest.Calls(t, root)
	}
}
