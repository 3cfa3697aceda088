// Quota prints the quota accounts of a city and its units for one year: what
// was advanced, earned, deducted, used and reserved, who is ahead, and who must
// dispose of how much to break even.
//
//	go run ./examples/quota                     the demo: eight units of 聊城, synthetic entries
//	go run ./examples/quota -format csv -o a.csv
//	go run ./examples/quota -entries my.csv -rates my.json
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/quota"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

const program command.Program = "quota"

// run is the program.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, err := parse(args)
	if err == command.ErrHelp {
		fmt.Fprint(stdout, help)
		return command.Done
	}
	if err != nil { // in both languages, since -lang may be what is wrong
		for _, lang := range []message.Lang{message.Chinese, message.English} {
			fmt.Fprintln(stderr, command.Message(lang, err))
		}
		fmt.Fprintln(stderr, "（-h 查看用法 / -h for help）")
		return command.Misused
	}
	if err := o.make(stdin, stdout); err != nil {
		fmt.Fprintln(stderr, command.Message(o.lang, err))
		return command.Failed
	}
	return command.Done
}

func (o *options) make(stdin io.Reader, stdout io.Writer) error {
	in, err := o.read(stdin)
	if err != nil {
		return err
	}
	ledger, err := in.post(context.Background())
	if err != nil {
		return err
	}
	b, err := newBook(ledger, in, o.year)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	switch o.format {
	case "text":
		b.text(&out, o.lang)
	case "csv":
		err = b.csv(&out, o.lang)
	case "json":
		err = b.json(&out)
	}
	if err != nil {
		return err
	}
	if o.out == "" {
		_, err := out.WriteTo(stdout)
		return err
	}
	return command.Replace(o.out, func(w io.Writer) error {
		_, err := out.WriteTo(w)
		return err
	})
}

// steps of a project, in order.
var steps = []quota.Kind{quota.Reservation, quota.Approval, quota.Supply, quota.Registration}
