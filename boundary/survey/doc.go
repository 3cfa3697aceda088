// Package survey reads and writes 界址点 TXT files, the coordinates in which
// surveying offices hand in building sites (勘测定界, 报部坐标): a header
// [属性描述], and under [地块坐标] parcels with their boundary points. It also
// reads the plainer lists of points that are sent in their place.
//
//	file, err := os.Open("site.txt")
//	if err != nil {
//		return err
//	}
//	defer file.Close()
//	opt := &survey.Options{Reading: boundary.Reading{
//		Name: "site.txt",
//		Note: func(n message.Note) { log.Print(n) },
//	}}
//	for parcel, err := range survey.Read(file, opt) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(parcel.ID, parcel.Boundary.Area().Hectares(), parcel.Notes)
//	}
//
// # Semantics
//
// Nearly every program writes the format in its own way. What the file says of
// itself is checked against what its numbers show, the numbers win, and the
// contradiction is noted:
//
//   - Encoding: a byte order mark, else UTF-8 where the bytes are that, else
//     GB18030. Lines end in CRLF, LF or CR.
//   - Axes: X is north and Y east by rule. Swapped columns are recognised by
//     magnitude, and so are degrees of longitude and latitude.
//   - 计量单位: 米; 度; 度分秒, whose 36.2630 is 36°26′30″. Symbols are read anywhere.
//     Digits that could be minutes and seconds, with no unit of degrees, are decimal
//     degrees with a warning.
//   - Zone: the prefix of the easting (25 to 45 for 3°, 13 to 23 for 6°), else
//     带号 of the header, else 中央子午线; without any of them an ErrFrame.
//     Reading.Frame overrules them all. A 中央子午线 that no zone has, or another
//     one than that of 带号, is refused.
//   - 坐标系: CGCS2000, and WGS 84 with a note. 1980西安 and 1954北京 are refused,
//     because their shift to CGCS2000 is not public, GCJ-02 and BD-09 because it
//     is secret, and names that are not known, because local systems are
//     kilometres off.
//   - Rings: a new one begins where 圈号 changes, or where the ring has closed and
//     goes on. Shells, holes and parts are told by nesting, never by 圈号;
//     a hole that crosses its shell by its direction.
//   - 界址点数 and 地块面积 are compared and never used. The unit of the area is the
//     one that agrees; if none does within 1 %, that is a warning.
//
// A parcel line is one that ends in "@". Its fields are the properties
// 界址点数, 地块面积, 地块编号, 地块名称, 记录图形属性, 图幅号, 地块用途, 地类编码, as text;
// further ones are 图斑类型, 地类, 改造前质量等别, 改造后质量等别, 备注 in the form of
// 13 values, else 字段9 and so on. The id is 地块编号, else 地块名称, else "#n".
//
// Rows without parcel lines are read as 序号,地块号,圈号,点号,X,Y or 点号,圈号,X,Y or
// id,x,y or X,Y, or as their column titles say, or as CASS has them:
// 点号,编码,Y,X,H. There a blank line or another parcel number begins the next
// parcel.
//
// # Errors and notes
//
// Reading ends with the first error, an *message.Error with the line. A line
// that holds two points, because a line end was lost, is one. Notes
// on the file go to Reading.Note, notes on a parcel to Feature.Notes; a note of
// one kind is made once, at its first place.
//
// # Limits
//
// A line may have 1 MiB (less if Limits.Text says so) and 64 fields, a header
// 10 000 lines. Limits bounds bytes, parcels, points and rings of a parcel. One
// parcel at a time is in memory.
//
// # Not for
//
// Points, lines and heights; datum shifts. Scattered points of a CASS file are joined
// in their order.
package survey
