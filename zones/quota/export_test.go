package quota

import "github.com/sanxian/sanxian/boundary"

// What the tests of package quota_test use beside the public names.

func NewMemory() Store { return new(memory) }

func NewJournal(f file, name string) (Store, []boundary.Note, error) {
	return newJournal(f, name, false)
}
