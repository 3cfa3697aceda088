package codec

import (
	"runtime"

	"github.com/sanxian/sanxian/boundary"
)

// A Queue makes features on all processors while a decoder reads on, and hands
// them on in the order in which they were added: making boundaries takes most
// of the time that reading a file does. It is for decoders; it holds some
// hundred features, or a few large ones.
//
//	q := NewQueue(yield)
//	defer q.Stop()
//	for … {
//		if !q.Add(vertices, func() (boundary.Feature, error) { … }) {
//			return // no more is wanted
//		}
//	}
//	q.Flush()
type Queue struct {
	yield   func(boundary.Feature, error) bool
	jobs    chan *job // to the workers; nil before the first
	waiting []*job    // in order
	next    *job      // that is being filled
	stopped bool
}

// A job is some features to make.
type job struct {
	makes    []func() (boundary.Feature, error)
	vertices int
	made     []boundary.Feature
	err      error // of the feature after those made
	done     chan struct{}
}

const (
	jobFeatures = 64
	jobVertices = 1 << 14
	jobsAhead   = 2 // a worker
)

// NewQueue returns a queue that hands features on to yield, an error last.
func NewQueue(yield func(boundary.Feature, error) bool) *Queue {
	return &Queue{yield: yield}
}

// Add adds a feature of so many vertices. The function that makes it is called
// from another goroutine. Add returns false when no more features are wanted:
// the consumer has stopped, or an earlier feature could not be made.
func (q *Queue) Add(vertices int, make func() (boundary.Feature, error)) bool {
	if q.next == nil {
		q.next = &job{}
	}
	q.next.makes = append(q.next.makes, make)
	q.next.vertices += vertices
	if len(q.next.makes) >= jobFeatures || q.next.vertices >= jobVertices {
		q.send()
	}
	workers := runtime.GOMAXPROCS(0)
	for !q.stopped && len(q.waiting) > workers*jobsAhead {
		q.handOn()
	}
	return !q.stopped
}

// Flush hands on all that was added and returns whether more is wanted.
func (q *Queue) Flush() bool {
	if q.next != nil {
		q.send()
	}
	for !q.stopped && len(q.waiting) > 0 {
		q.handOn()
	}
	return !q.stopped
}

// Stop ends the workers. What was not handed on is dropped.
func (q *Queue) Stop() {
	q.stopped = true
	if q.jobs != nil {
		close(q.jobs)
		q.jobs = nil
	}
}

// send gives the job that was filled to the workers.
func (q *Queue) send() {
	j := q.next
	q.next = nil
	j.done = make(chan struct{})
	q.waiting = append(q.waiting, j)
	if q.jobs == nil {
		workers := runtime.GOMAXPROCS(0)
		q.jobs = make(chan *job, workers*(jobsAhead+1))
		for range workers {
			go work(q.jobs)
		}
	}
	q.jobs <- j
}

func work(jobs <-chan *job) {
	for j := range jobs {
		j.run()
	}
}

func (j *job) run() {
	defer close(j.done)
	j.made = make([]boundary.Feature, 0, len(j.makes))
	for i, f := range j.makes {
		made, err := f()
		if err != nil {
			j.err = err
			break
		}
		j.made = append(j.made, made)
		j.makes[i] = nil // frees what it was made from
	}
}

// handOn waits for the first job and hands on its features.
func (q *Queue) handOn() {
	j := q.waiting[0]
	q.waiting[0] = nil
	q.waiting = q.waiting[1:]
	<-j.done
	for _, f := range j.made {
		if q.stopped = !q.yield(f, nil); q.stopped {
			return
		}
	}
	if j.err != nil {
		q.stopped = true
		q.yield(boundary.Feature{}, j.err)
	}
}
