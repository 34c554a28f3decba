import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The root of the working tree. */
export const PROJECT: string = join(import.meta.dirname, '..', '..');

/** Colours are for terminals; in a log they are noise. */
const PLAIN = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: undefined };

/** How a command ended, and everything it wrote. */
export interface CommandResult {
  readonly isPassed: boolean;
  readonly output: string;
}

/** Runs a command to its end, in the project's root unless told otherwise. The last line it wrote is its progress. */
export function runCommand(
  command: readonly [string, ...string[]],
  progress: (line: string) => void,
  environment: NodeJS.ProcessEnv = process.env,
  folder: string = PROJECT,
): Promise<CommandResult> {
  const [program, ...given] = command;
  return new Promise((resolve) => {
    let output = `$ ${command.join(' ')}\n`;
    const child = spawn(program, given, {
      cwd: folder,
      env: { ...environment, ...PLAIN },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const take = (text: string) => {
      output += text;
      const line = text.trimEnd().split('\n').at(-1)?.trim() ?? '';
      if (line !== '') progress(line);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', (error) => resolve({ isPassed: false, output: `${output}${error.message}\n` }));
    const kill = () => child.kill('SIGTERM');
    process.once('exit', kill);
    child.once('close', (code, signal) => {
      process.off('exit', kill);
      const end = code === 0 ? '' : `ended with ${signal ?? `exit code ${code}`}\n`;
      resolve({ isPassed: code === 0, output: output + end });
    });
  });
}
