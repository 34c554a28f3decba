import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

interface Request {
  readonly answers: string[];
  readonly expected: number;
  readonly resolve: (answers: string[]) => void;
  readonly reject: (fault: Error) => void;
}

/** One living process of the reference evaluator. */
class OracleProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Request[] = [];
  #rest = '';
  /** How many questions it was asked. */
  asked = 0;

  constructor(program: string) {
    this.#child = spawn(program, [], { stdio: 'pipe' });
    this.#child.stdout.setEncoding('utf8');
    this.#child.stdout.on('data', (chunk: string) => this.#receive(chunk));
    this.#child.once('error', (fault) => this.#fail(fault));
    this.#child.once('exit', (code, signal) => this.#fail(new Error(`the oracle ended: ${code ?? signal}`)));
  }

  ask(lines: readonly string[]): Promise<string[]> {
    this.asked += lines.length;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ answers: [], expected: lines.length, resolve, reject });
      this.#child.stdin.write(`${lines.join('\n')}\n`);
    });
  }

  /** It ends by itself when it has answered everything. */
  finish(): void {
    this.#child.stdin.end();
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

/** The reference keeps every query that it has ever parsed, so a process is replaced before that fills the machine. */
const QUESTIONS_A_PROCESS = 100_000;

/** The reference evaluator, kept alive. */
export class Oracle {
  readonly #program: string;
  #process: OracleProcess;

  /** @param program - Path of the built reference evaluator. */
  constructor(program: string) {
    this.#program = program;
    this.#process = new OracleProcess(program);
  }

  /**
   * Asks a batch of questions, each one line of JSON; the answers come in the same order. Further batches may be asked
   * before earlier ones are answered.
   */
  ask(lines: readonly string[]): Promise<string[]> {
    if (lines.length === 0) return Promise.resolve([]);
    if (this.#process.asked > QUESTIONS_A_PROCESS) {
      this.#process.finish();
      this.#process = new OracleProcess(this.#program);
    }
    return this.#process.ask(lines);
  }

  /** Ends the process when it has answered what it was asked. */
  close(): void {
    this.#process.finish();
  }
}
