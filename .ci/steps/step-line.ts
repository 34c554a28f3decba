import { stripVTControlCharacters } from 'node:util';

const HEARTBEAT_MS = 20_000;
const REDRAW_MS = 250;

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** Where lines go: a terminal, a file, a pipe. */
export type StepOutput = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** The one line of a step: redrawn on a terminal; elsewhere a sign of life every twenty seconds, and the end. */
export interface StepLine {
  readonly progress: (line: string) => void;
  readonly end: (isPassed: boolean, note: string) => void;
}

/** Begins the line of a step. */
export function stepLine(name: string, out: StepOutput): StepLine {
  const since = performance.now();
  let last = '';
  const title = name.padEnd(18);
  const redraw = () => {
    const text = `… ${title} ${seconds(since).padStart(8)}  ${last}`;
    // Control sequences of a command would move the cursor away from the line.
    const plain = stripVTControlCharacters(text);
    out.write(out.isTTY ? `\r\u001B[K${plain.slice(0, (out.columns ?? 80) - 1)}` : `${plain}\n`);
  };
  const timer = setInterval(redraw, out.isTTY ? REDRAW_MS : HEARTBEAT_MS);
  return {
    progress(line) {
      last = line;
    },
    end(isPassed, note) {
      clearInterval(timer);
      if (out.isTTY) out.write('\r\u001B[K');
      out.write(`${isPassed ? '✓' : '✗'} ${title} ${seconds(since).padStart(8)}  ${note}\n`);
    },
  };
}
