import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

interface Request {
  readonly answers: string[];
  readonly expected: number;
  readonly resolve: (answers: string[]) => void;
  readonly reject: (fault: Error) => void;
}

/** The reference evaluator as a living process. Questions are answered in the order in which they were asked. */
export class OracleProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Request[] = [];
  #rest = '';

  constructor(program: string) {
    this.#child = spawn(program, [], { stdio: 'pipe' });
    this.#child.stdout.setEncoding('utf8');
    this.#child.stdout.on('data', (chunk: string) => this.#receive(chunk));
    this.#child.once('error', (fault) => this.#fail(fault));
    this.#child.once('exit', (code, signal) => this.#fail(new Error(`the oracle ended: ${code ?? signal}`)));
  }

  /** Asks a batch of questions, each one line of JSON. Batches may be asked before earlier ones are answered. */
  ask(lines: readonly string[]): Promise<string[]> {
    if (lines.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ answers: [], expected: lines.length, resolve, reject });
      this.#child.stdin.write(`${lines.join('\n')}\n`);
    });
  }

  /** Ends the process; questions that are still open are rejected. */
  close(): void {
    this.#child.stdin.end();
    this.#child.kill();
  }

  #receive(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const request = this.#waiting[0];
      if (request === undefined) throw new Error('the oracle answered without being asked');
      request.answers.push(line);
      if (request.answers.length === request.expected) {
        this.#waiting.shift();
        request.resolve(request.answers);
      }
    }
  }

  #fail(fault: Error): void {
    for (const request of this.#waiting.splice(0)) request.reject(fault);
  }
}
