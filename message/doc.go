// Package message is what the library says to people: errors and remarks that
// know their place in the input, each declared once, in English and Chinese.
//
//	var msgFlat = message.New("ring.flat", "the ring has no area: {n} points on one line", "环的 {n} 个点在一条直线上")
//
//	return msgFlat.Error(ErrGeometry, message.Place{Ring: 2}, "n", 5)
//
//	fmt.Println(err)                                // English
//	fmt.Println(message.Say(message.Chinese, err))  // 第 2 环：环的 5 个点在一条直线上
//
// # Semantics
//
// A [Message] stands in the file that raises it. Its code is stable and unique
// in a program; {name} in its templates is replaced by the value of that name,
// which in Chinese is translated first where package words know it: {line} says
// 永久基本农田, {at:line} says the value "at" as a line. An [Error] matches its
// class with errors.Is. A [Note] is a remark on input that was accepted.
//
// A note that was stored as JSON is said in Chinese by its code, so a program
// that reads reports imports the packages that declare their messages.
//
// Values are immutable; all functions may be called by several goroutines.
package message
