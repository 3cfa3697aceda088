package crs

import (
	"fmt"

	"github.com/sanxian/sanxian/boundary"
)

const geographic = `GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`

// ESRI returns the coordinate system of a frame as ArcGIS and GDAL write it
// into a .prj: WKT 1 in the dialect of ESRI.
func ESRI(f boundary.Frame) string {
	width, number, prefixed, ok := f.Zone()
	if !ok {
		return geographic
	}
	name, meridian, easting := "CGCS2000_", 3*number, 500000
	if width == 3 {
		name += "3_Degree_"
	} else {
		meridian = 6*number - 3
	}
	if prefixed {
		name += fmt.Sprintf("GK_Zone_%d", number)
		easting += number * 1000000
	} else {
		name += fmt.Sprintf("GK_CM_%dE", meridian)
	}
	return fmt.Sprintf(`PROJCS["%s",%s,PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",%d.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",%d.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`,
		name, geographic, easting, meridian)
}
