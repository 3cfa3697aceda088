package main

import (
	"fmt"
	"io"

	"github.com/sanxian/sanxian/message"
)

// help teaches the program, in Chinese and then in English.
func help(w io.Writer) {
	fmt.Fprint(w, helpChinese)
	fmt.Fprintln(w, "项目类型（-project）：")
	listProjects(w, message.Chinese)
	fmt.Fprint(w, "\n"+helpEnglish)
	fmt.Fprintln(w, "Kinds of project (-project):")
	listProjects(w, message.English)
}

const helpChinese = `sitecheck 核查建设项目选址是否占用三条控制线：永久基本农田、生态保护红线、城镇开发边界。

用法：sitecheck [参数]
不带参数时，用内置的合成示例（并非真实规划数据）演示。给出任何一个数据文件后，示例完全停用。

数据：
  -plan 文件        方案 plan.json：图层、规模指标、规则
  -farmland 文件    永久基本农田      （不用 -plan 时）
  -ecological 文件  生态保护红线      （不用 -plan 时）
  -boundary 文件    城镇开发边界      （不用 -plan 时）
  -site 文件        要核查的地块，一个文件可以有多个
  -pending 文件     在办项目：报告另外列出其中与地块重叠的项目（编号相同的视为地块自身）及面积，
                    不影响结论；读法与 -site 相同
                    格式按内容识别：Shapefile（含 zip）、界址点 TXT、GeoJSON、WKT、WKB
  -crs EPSG:4527    按此坐标系读取 -site 和上面三个图层，不管文件怎么写；方案的图层在 plan.json 中写
  -site-crs EPSG:4548
                    只按此坐标系读取 -site，例如界址点 TXT 没有写明带号时
  -encoding GBK     三个图层（Shapefile）的属性编码，GBK 或 UTF-8 等，不管 .cpg 和 .dbf 怎么写；
                    -site 是 Shapefile 时也用此编码
  -site-encoding UTF-8
                    只按此编码读取 -site（Shapefile）的属性
  -edges 方式       经纬度数据的边线按什么算直线：auto（默认，随方案）、lonlat（经纬度）、
                    gk39（3 度带第 39 带高斯平面）、gk6-20（6 度带第 20 带）

核查：
  -project 类型     项目类型，见下；默认 unspecified，按申请用地的一般建设项目；可加说明，例如
                    -project highway,national_list,requests_land=no
                    也可以写 JSON（'{"class":"water",…}'）或 JSON 文件（@项目.json）；补划方案写作
                    "replacement":{"area_m2":…,"grade":…,"grade_taken":…,"max_slope_degrees":…,"stable":true}
  -project-field 属性  各地块的项目类型写在哪个属性里，写法同 -project；没有写的按 -project
  -date 日期        核查日期，决定适用的规则；默认今天
  -explain          说明哪些规则适用、哪些差一项不符
  -admissible       改为回答：哪些项目可以在此建设，走什么程序
  -cure             算出去掉禁止占用部分后还剩什么；-cure-area 和 -cure-width 指定
                    可用地块的最小面积（m²）和最小平均宽（m）
  -within 米        不占用某条线时，只在这个距离（m）以内找最近的图斑，例如 -within 5000；默认不限
  -no-distances     不算到最近图斑的距离；相接的图斑照样查出
  -sequence         按建设时序逐个核查指标：地块按属性 年度（year）、优先级（priority）排序
  -against 旧方案   改为回答：新方案（-plan）与旧方案相比，各线调入、调出多少，哪些地块的结论、状态、
                    面积有变化，因为哪些图斑
  -adds 控制线      地块本身将划入此控制线，计入其规模指标：boundary、farmland 或 ecological
  -accept-repairs   接受对有误图形（自相交、内环在外等）的修复；不写时，地块落在读法不止一种的
                    地方，该控制线为未能判定
  -strict           图层中有没有面积的图形或部分（如只有两个点）时报错；否则不计入并列出
  -rules 文件       自己的规则集，或合并到内置规则上的省、市补充规则；可以写多次

输出：
  -lang zh|en       语言，默认 zh
  -format 格式      text（默认）、json、geojson（冲突的图形，经纬度）、shapefile（同上，地块的坐标系，
                    写成 zip）、csv（每个地块一行）、html（带图的网页，可打印）
  -native           geojson 用地块的坐标系，原有界址点一位不变
  -geometry         json 中附上冲突部分的图形
  -o 文件           写入文件，全部写完才替换原文件
  -fail-on 结论,…   有地块的结论在其中时退出码为 3；结论为 fail 不通过、not_checked 未能判定、
                    conditional 有条件通过、pass 通过

退出码：0 已核查；1 数据被拒绝或出错；2 用法有误；3 命中 -fail-on。

例子：
  sitecheck
  sitecheck -farmland 永农.geojson -ecological 红线.geojson -boundary 开发边界.geojson -site 地块.geojson
  sitecheck -plan plan.json -site 地块.txt -format json -o 结果.json -fail-on fail,not_checked
  sitecheck -plan plan.json -site 扩界.shp -sequence -adds boundary

`

const helpEnglish = `sitecheck checks building sites against the three control lines of a territorial plan in
China: permanent basic farmland, ecological red line, urban development boundary.

Usage: sitecheck [flags]
Without flags it shows a made-up plan (no real data). Any data file switches the demo off whole.

Data:
  -plan FILE        plan.json: layers, area caps, rules
  -farmland FILE    permanent basic farmland    (without -plan)
  -ecological FILE  ecological red line         (without -plan)
  -boundary FILE    urban development boundary  (without -plan)
  -site FILE        the sites, one or many in a file
  -pending FILE     applications that are not decided yet, read as -site is: the report also says
                    which of them, other than the site itself by its id, claim the same land, and
                    how much of it; that changes no verdict
                    Formats are known by content: Shapefile (also in a zip), survey TXT,
                    GeoJSON, WKT, WKB
  -crs EPSG:4527    read -site and the three layers in this coordinate system, whatever they say;
                    for those of a plan write it in plan.json
  -site-crs EPSG:4548
                    read -site alone in it, such as a survey TXT that names no zone
  -encoding GBK     encoding of the attributes of the three layers, which are Shapefiles: GBK, UTF-8 or
                    another, whatever .cpg and .dbf say; and of -site if that is a Shapefile
  -site-encoding UTF-8
                    encoding of the attributes of -site alone, which is a Shapefile
  -edges HOW        what is a straight edge in longitude/latitude data: auto (default, as the plan),
                    lonlat, gk39 (the plane of 3-degree Gauss-Krüger zone 39), gk6-20

Check:
  -project KIND     see below; default unspecified, an ordinary project that requests land;
                    details may follow, such as
                    -project highway,national_list,requests_land=no
                    or JSON ('{"class":"water",...}') or a file of it (@project.json);
                    replacement farmland is
                    "replacement":{"area_m2":..,"grade":..,"grade_taken":..,"max_slope_degrees":..,"stable":true}
  -project-field NAME  property that holds each site's project, written as for -project, which
                    counts where it is empty
  -date DATE        of the check, picks the rules; default today
  -explain          say which rules apply, and which nearly do
  -admissible       answer instead which projects could be built there, by which procedure
  -cure             what remains without the prohibited part; -cure-area and -cure-width give
                    the least area (m²) and mean width (m) of a usable piece
  -within METRES    where a line is not overlapped, look for its nearest feature no farther than
                    this, such as 5000; default however far
  -no-distances     leave out how far away the nearest features are; what a site touches is
                    still found
  -sequence         check the sites one after the other against the caps, in the order of
                    their properties year (年度) and priority (优先级)
  -against OLD      answer instead what the plan changes against its version before: what moved
                    in and out of each line, which sites are answered otherwise, by which features
  -adds LINE        the sites are to become part of this line and count against its caps:
                    boundary, farmland or ecological
  -accept-repairs   accept repairs of faulty shapes (that cross themselves, holes outside, ...);
                    without it a line is not checked where a site lies on land that can be read
                    in more than one way
  -strict           refuse data with shapes or parts that enclose no land, such as two points;
                    otherwise they count for nothing and are listed
  -rules FILE       a rule set of your own, or a supplement to the built-in one; may be repeated

Output:
  -lang zh|en       language, default zh
  -format FORMAT    text (default), json, geojson (shapes of the conflicts, in degrees), shapefile (the
                    same in the coordinate system of the sites, in a zip), csv (a row per site),
                    html (a page with maps, to print)
  -native           geojson in the coordinate system of the sites, given vertices to the last bit
  -geometry         give the shapes of the conflicts in json
  -o FILE           write to a file, which is replaced when all is written
  -fail-on V,...    exit with 3 if a site's verdict is one of fail, not_checked, conditional, pass

Exit status: 0 checked; 1 input refused or failure; 2 wrong usage; 3 -fail-on matched.

Examples:
  sitecheck -lang en
  sitecheck -farmland f.geojson -ecological e.geojson -boundary b.geojson -site sites.geojson
  sitecheck -plan plan.json -site sites.txt -format json -o result.json -fail-on fail,not_checked
  sitecheck -plan plan.json -site growth.shp -sequence -adds boundary

`
