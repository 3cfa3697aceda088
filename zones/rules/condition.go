package rules

import (
	"fmt"
	"slices"

	"github.com/sanxian/sanxian/message"
)

// A condition says which projects and sites a rule is for. All of it must hold;
// what it does not mention does not matter.
type condition struct {
	Class          []string      `json:"class"`
	Activity       []string      `json:"activity"`
	Replacement    []string      `json:"replacement"` // none, insufficient, sufficient
	Ownership      []string      `json:"ownership"`   // unknown, collective, state
	Programme      []string      `json:"programme"`
	Linear         *bool         `json:"linear"`
	RequestsLand   *bool         `json:"requests_land"`
	Temporary      *bool         `json:"temporary"`
	NationalList   *bool         `json:"national_list"`
	ProvincialList *bool         `json:"provincial_list"`
	StockLand      *bool         `json:"stock_land"`
	Concentrated   *bool         `json:"concentrated"`
	SpecialSite    *bool         `json:"special_site"`
	Rebuild        *bool         `json:"rebuild"`
	Layers         map[Line]bool `json:"layers"` // other layers that the site overlaps, or not
	// Areas compared with a parameter, in 公顷 or m2: strictly over is true.
	AreaOver      map[string]bool `json:"area_over"`
	CroplandOver  map[string]bool `json:"cropland_over"`
	OtherLandOver map[string]bool `json:"other_land_over"`
}

// flags are the yes-no conditions by name.
func (c *condition) flags() map[string]*bool {
	return map[string]*bool{"linear": c.Linear, "requests_land": c.RequestsLand, "temporary": c.Temporary,
		"national_list": c.NationalList, "provincial_list": c.ProvincialList, "stock_land": c.StockLand,
		"concentrated": c.Concentrated, "special_site": c.SpecialSite, "rebuild": c.Rebuild}
}

var ownershipWords = []string{"unknown", "collective", "state"}

var replacementWords = []string{"none", "insufficient", "sufficient"}

func (d *document) checkWhen(p string, c *condition) error {
	for _, list := range []struct {
		name         string
		words, known []string
	}{{".class", c.Class, classWords}, {".activity", c.Activity, activityWords}, {".replacement", c.Replacement, replacementWords}, {".ownership", c.Ownership, ownershipWords}, {".programme", c.Programme, programmeWords}} {
		path := p + list.name
		if _, given := d.at[path]; given && len(list.words) == 0 {
			return d.errorf(path, msgRulesImpossible, "reason", message.Text{ZH: "列表为空", EN: "the list is empty"})
		}
		for i, w := range list.words {
			if !slices.Contains(list.known, w) {
				return d.unknownWord(fmt.Sprintf("%s[%d]", path, i), w, list.known)
			}
			if slices.Index(list.words, w) != i {
				return d.errorf(fmt.Sprintf("%s[%d]", path, i), msgRulesDuplicate, "id", w)
			}
		}
	}
	for l := range c.Layers {
		if !l.Known() {
			return d.unknownLine(join(p+".layers", string(l)), l)
		}
	}
	return nil
}
