package main

const help = `规划指标台账：预支、增存挂钩、增违挂钩

用法：
  go run ./examples/quota [选项]

不带选项时，用内置的示例：聊城八个县（市、区）2025 年的台账。
示例的数据全部是合成的，比例只是示例，不是任何文件的规定。

选项：
  -format text|csv|json  输出格式，缺省 text；csv 带 BOM，可直接用 Excel 打开
  -lang zh|en            语言，缺省 zh
  -entries 文件          台账记录，CSV（UTF-8 或 GBK）或 JSON；“-” 为标准输入
  -rates 文件            比例，JSON：{"earned_unsupplied": "50%", "earned_idle": "0.5",
                         "illegal_use": "1", "penalty": "20%"}
                         比例每年核定，没有缺省值；缺哪一项，用到时会说明
  -units 文件            单位、处置任务和余额下限，JSON，样式见 demo/units.json；
                         另可写 floor_ha（余额下限，缺省 0）
  -year 年度             缺省为台账中最后一个计划年度
  -o 文件                写入文件，缺省为标准输出

CSV 的列（中文或英文列名均可）：
  编号 id，事项 kind，区划代码 region，上级代码 parent，计划年度 period，日期 date，
  项目 project，面积（公顷）area_ha 或 面积（平方米）area_m2，比例 rate，
  数额（公顷）amount_ha，来源 source，备注 note
事项：
  预支 下达 批而未供处置 闲置处置 奖励 违法用地扣减 未完成任务扣减
  预留 批准 供应 登记 退回 失效 结算
  退回、失效、结算的面积写 0，表示剩余的全部；更正用负面积（红字冲销）。

余额 = 预支 + 挣得 − 扣减 − 已用 − 预留，精确到 0.0001 公顷（1 平方米）。

例：
  go run ./examples/quota -format csv -o 台账.csv
  go run ./examples/quota -entries 2025.csv -rates 2025.json -year 2025

退出码：0 成功；1 输入被拒绝（说明文件、行和原因）；2 用法错误。

----
Quota accounts of a city and its units. Without options: a demo with synthetic
entries and example rates that are no law. Options: -format text|csv|json,
-lang zh|en, -entries FILE (CSV or JSON, "-" is standard input), -rates FILE
(JSON, kind to rate; there are no defaults), -units FILE (names, tasks, floors),
-year YEAR, -o FILE. Exit status: 0 done, 1 input refused, 2 wrong usage.
`
