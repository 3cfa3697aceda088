package report

import (
	"strconv"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

// SummaryLine says how many sites have which verdict, in one line.
func SummaryLine(lang message.Lang, s *zones.Summary) string {
	out := lang.Pick("共 "+strconv.Itoa(s.Sites)+" 个地块", plural(s.Sites, "site"))
	sep := colon(lang)
	for _, v := range zones.Verdicts {
		if n := s.Verdicts[v]; n > 0 {
			out += sep + v.Title().In(lang) + " " + strconv.Itoa(n)
			sep = comma(lang)
		}
	}
	if s.Repaired > 0 {
		out += lang.Pick("；"+strconv.Itoa(s.Repaired)+" 个取决于有误图形的读法", "; "+strconv.Itoa(s.Repaired)+" depend on how faulty shapes are read")
	}
	return out
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
