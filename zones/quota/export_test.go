package quota

import "github.com/sanxian/sanxian/message"

// What the tests of package quota_test use beside the public names.

func NewMemory() Store { return new(memory) }

func NewJournal(f file, name string) (Store, []message.Note, error) {
	return newJournal(f, name, false)
}
