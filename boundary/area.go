package boundary

// Area is a legal area, 椭球面积, in square metres.
type Area float64

// Hectares returns the area in hectares, 公顷: 10 000 square metres each.
func (a Area) Hectares() float64 { return float64(a) / 10_000 }

// Mu returns the area in mu, 亩: 2000/3 square metres each.
func (a Area) Mu() float64 { return float64(a) * 3 / 2000 }
