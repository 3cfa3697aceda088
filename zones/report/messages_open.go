package report

// messagesOpen are the messages of package boundary/open.
var messagesOpen = map[string]string{
	"open.empty":        "文件是空的",
	"open.unknown":      "文件不是可读取的格式（Shapefile、GeoJSON、WKT、WKB、界址点 TXT），开头为 {text}",
	"open.convert":      "文件为 {format} 格式，不能直接读取，请先转换：{command}",
	"open.layers":       "这是 {format}，不能直接读取：可用 ogrinfo {name} 列出图层，再用 ogr2ogr -f GeoJSON 图层.geojson {name} 图层 逐层转换",
	"open.export":       "文件为 {format} 格式，不能直接读取，请在原软件中导出为 CGCS2000 的 Shapefile",
	"open.unpack":       "文件是 {format} 压缩包，请先解压，再指明其中的文件",
	"open.document":     "文件为 {format}，其中没有空间数据；请取得其背后的 Shapefile、GeoJSON 或界址点 TXT",
	"open.web_page":     "文件是一个网页，可能把登录页或错误页当作数据保存了，请重新下载",
	"open.member":       "文件是 Shapefile 的 {extension}，但旁边没有同名的 .shp",
	"open.folder":       "这是文件夹，请指明其中的文件",
	"open.folder_files": "这是文件夹，请指明其中的文件：{files}",
	"open.zip_nothing":  "压缩包中没有 Shapefile（{names}），请先解压，再指明其中的文件",
	"open.gzip":         "gzip 压缩数据已损坏",
	"open.bytes":        "文件超过 {limit} 字节",
}
