package main

const help = `convert 说明一个空间数据文件是什么、里面有什么，并可转换格式和坐标系。

用法：convert [参数] 文件
不写 -o 和 -to 时只作说明：格式、编码、坐标系及其依据、边线、图斑、面积、范围、字段、图层、提示。

可读取（按内容识别，与扩展名无关）：
  Shapefile（.shp 及同名文件，或 zip 压缩包；压缩包中有多个时用 -layer，或写成 数据.zip/STBHHX.shp）、
  GeoJSON（含逐行的）、界址点 TXT、WKT、WKB（十六进制，每行一个）；文本可用 gzip 压缩

读取：
  -crs EPSG:4527    按此坐标系读取，不管文件怎么写（4490 经纬度；4513–4533 三度带、带号在前；
                    4534–4554 三度带、无带号；4491–4512 六度带）
  -edges 方式       经纬度数据的边线按什么算直线：lonlat（默认，经纬度）、
                    gk39（3 度带第 39 带高斯平面）、gk6-20（6 度带第 20 带）
  -layer 名称       压缩包中的 Shapefile
  -encoding 编码    Shapefile 属性的编码（GBK、UTF-8），不管文件怎么写
  -skip-null        略去没有图形或没有面积的记录，否则报错
  -aliases 文件     自己的图层名、字段名，写法见 docs/data.md

转换：
  -as EPSG:4490     换算到此坐标系；顶点逐个换算，边线改为新坐标系中的直线
  -densify          换算前在长于 70 米的边上加点，使边线的位置不变
  -to 格式          geojson、ndjson（逐行）、shapefile、survey（界址点 TXT）、wkb、wkt；
                    不写时由 -o 的扩展名决定：.geojson .json .ndjson .shp .zip .txt .wkb .wkt
  -o 文件           写入文件，全部写完才替换原文件；不会覆盖输入文件。只写 -to 时写到标准输出
  -charset 编码     写出的编码：界址点 TXT 默认 GBK，Shapefile 默认 UTF-8

  -lang zh|en       语言，默认 zh

退出码：0 完成；1 数据被拒绝或出错；2 用法有误。说明在转换时写到标准错误。

例子：
  convert 红线.shp
  convert -o 地块.geojson 地块.txt
  convert -as EPSG:4490 -o 地块.geojson 地块.txt
  convert -crs EPSG:4548 -o 红线.shp 数据.zip/STBHHX.shp
  convert -as EPSG:4527 -charset GBK -o 永农.shp 永农.geojson

--------

convert says what a file of polygons is and holds, and converts format and coordinate system.

Usage: convert [flags] FILE
Without -o and -to it only describes: format, encoding, coordinate system and why, edges, features,
areas, extent, fields, layer, notes.

Reads, by content and not by name: Shapefile (any of its files, or a zip; of several in a zip choose
by -layer, or write data.zip/STBHHX.shp), GeoJSON (also one feature a line), survey TXT (界址点),
WKT, WKB (hexadecimal, one a line); texts may be compressed by gzip.

Reading:
  -crs EPSG:4527    coordinate system, whatever the file says (4490 degrees; 4513-4533 3-degree zones
                    with prefix; 4534-4554 without; 4491-4512 6-degree zones)
  -edges HOW        what is a straight edge in longitude/latitude data: lonlat (default), gk39 (the
                    plane of 3-degree zone 39), gk6-20 (6-degree zone 20)
  -layer NAME       the Shapefile of a zip
  -encoding NAME    of a Shapefile's attributes (GBK, UTF-8), whatever the file says
  -skip-null        leave out records without a shape or land instead of refusing the file
  -aliases FILE     names of layers and fields of your own, as docs/data.md has them

Converting:
  -as EPSG:4490     into this coordinate system, vertex by vertex; edges become straight in it
  -densify          add points to edges over 70 m first, so that edges stay where they are
  -to FORMAT        geojson, ndjson, shapefile, survey, wkb, wkt; else by the extension of -o:
                    .geojson .json .ndjson .shp .zip .txt .wkb .wkt
  -o FILE           write to a file, which is replaced when all is written; never the input.
                    -to alone writes to standard output
  -charset NAME     to write in: survey TXT GBK by default, Shapefile UTF-8

  -lang zh|en       language, default zh

Exit status: 0 done; 1 input refused or failure; 2 wrong usage. When converting, the description
goes to standard error.
`
