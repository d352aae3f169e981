// Checks dashboards with Grafana's own types: a field, or a word, that Grafana does not know is a fault.
//
//	grafana-dashboard < dashboard.json
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	plugins.RegisterDefaultPlugins()
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	var board dashboard.Dashboard
	err = board.UnmarshalJSONStrict(text)
	// An empty list of faults comes as an error, too.
	if faults, areListed := err.(cog.BuildErrors); err != nil && (!areListed || len(faults) > 0) {
		return err
	}
	return board.Validate()
}
