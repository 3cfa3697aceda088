package report

import (
	"strconv"

	"github.com/sanxian/sanxian/zones"
)

// SummaryLine says how many sites have which verdict, in one line.
func SummaryLine(lang Lang, s *zones.Summary) string {
	out := lang.pick("共 "+strconv.Itoa(s.Sites)+" 个地块", plural(s.Sites, "site"))
	sep := lang.colon()
	for _, v := range zones.Verdicts {
		if n := s.Verdicts[v]; n > 0 {
			out += sep + VerdictName(lang, v) + " " + strconv.Itoa(n)
			sep = lang.comma()
		}
	}
	return out
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
