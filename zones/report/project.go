package report

import (
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// projectName says what is to be built.
func projectName(lang message.Lang, p rules.Project) string { return said(lang, p.Title()) }
