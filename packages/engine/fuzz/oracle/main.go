// Answers evaluation inputs (one JSON document a line on stdin) with the released core module of GO Feature Flag,
// compiled natively: the evaluator that the relay proxy runs. One JSON answer a line on stdout, in the order asked.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"log/slog"
	"os"

	"github.com/thomaspoignant/go-feature-flag/modules/core/evaluation"
	"github.com/thomaspoignant/go-feature-flag/modules/core/flag"
	"github.com/thomaspoignant/go-feature-flag/modules/core/model"
	"github.com/thomaspoignant/go-feature-flag/modules/core/utils"
)

const bufferBytes = 1 << 20

type question struct {
	Key     string            `json:"flagKey"`
	Flag    flag.InternalFlag `json:"flag"`
	Subject map[string]any    `json:"evalContext"`
	Extra   flag.Context      `json:"flagContext"`
}

// A panic is an answer here (the relay proxy's own middleware answers it with an error too), so that one question
// cannot end a run of millions.
func answer(line []byte) (out string) {
	defer func() {
		if r := recover(); r != nil {
			out = model.VariationResult[any]{ErrorCode: flag.ErrorCodeGeneral, ErrorDetails: "panic"}.ToJsonStr()
		}
	}()
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return model.VariationResult[any]{ErrorCode: flag.ErrorCodeParseError, ErrorDetails: err.Error()}.ToJsonStr()
	}
	key, _ := q.Subject["targetingKey"].(string)
	result, _ := evaluation.Evaluate[any](&q.Flag, q.Key, utils.ConvertEvaluationCtxFromRequest(key, q.Subject),
		q.Extra, "interface{}", q.Extra.DefaultSdkValue)
	return result.ToJsonStr()
}

func main() {
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	in := bufio.NewReaderSize(os.Stdin, bufferBytes)
	out := bufio.NewWriterSize(os.Stdout, bufferBytes)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			_, _ = out.WriteString(answer(line))
			_ = out.WriteByte('\n')
			// Whoever waits for these answers has nothing further to ask before they arrive.
			if in.Buffered() == 0 {
				_ = out.Flush()
			}
		}
		if err != nil {
			_ = out.Flush()
			return
		}
	}
}
