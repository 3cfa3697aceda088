package families

// Teeth is a closed ring of 12 000 teeth of 30 m, upright or lying, in metres, so that
// each tooth of one meets all of the other: their overlap is too complex to be measured.
func Teeth(upright bool) (ring [][2]float64) {
	const n, long = 12_000, 30.0
	add := func(x, y float64) {
		if upright {
			x, y = y, x
		}
		ring = append(ring, [2]float64{x, y})
	}
	for i := range n {
		y := long * float64(i) / n
		add(0, y)
		add(long, y+long/n/2)
	}
	add(0, long)
	add(-1, long)
	add(-1, 0)
	return append(ring, ring[0])
}
