package quota

import "github.com/sanxian/sanxian/message"

// An entry is refused with one of these. The error itself is a
// *message.Error whose Values hold the figures.
var (
	// ErrEntry: the entry is malformed, whatever the ledger holds.
	ErrEntry = message.NewClass("quota: malformed entry", "台账记录有误")
	// ErrNumber: a number is malformed, or too large to be counted.
	ErrNumber = message.NewClass("quota: unusable number", "数值不可用")
	// ErrRate: a rate that the entry needs was given nowhere.
	ErrRate = message.NewClass("quota: missing rate", "缺少比例")
	// ErrConflict: another entry already has this id.
	ErrConflict = message.NewClass("quota: id already used", "编号已被使用")
	// ErrFloor: the account would fall below its floor.
	ErrFloor = message.NewClass("quota: not enough quota", "指标不足")
	// ErrStage: the step is out of order, or larger than the step before it.
	ErrStage = message.NewClass("quota: step out of order", "步骤次序不对")
	// ErrUncovered: the advance cannot be given back in full.
	ErrUncovered = message.NewClass("quota: advance not covered", "预支尚未挣回")
)

// A store fails with one of these, or with an error of its own.
var (
	// ErrStale: another writer appended first. The ledger handles it.
	ErrStale = message.NewClass("quota: store has newer entries", "台账另有新记录")
	// ErrDamaged: stored entries cannot be read back. Nothing was changed.
	ErrDamaged = message.NewClass("quota: damaged store", "台账已损坏")
	// ErrLocked: another process has the journal open.
	ErrLocked = message.NewClass("quota: journal in use", "台账文件正被占用")
	// ErrClosed: the store was closed, or gave up after a failed write.
	ErrClosed = message.NewClass("quota: store closed", "台账已关闭")
)

// refuse makes a located error; pairs are name, value.
func refuse(class error, m *message.Message, pairs ...any) error {
	return m.Error(class, message.Place{}, pairs...)
}
