// Runs one relay proxy for the process that holds the other end of its standard input, and outlives that process just long
// enough to end it, remove its container and delete its folder. A test runner that is killed closes the pipe like any other.
// Orders come as lines on standard input ("start"), reports go as JSON lines to standard output.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { GuardOrders, GuardReport } from './guard-orders.ts';

const orders: GuardOrders = JSON.parse(process.argv[2] ?? '{}');
let child: ChildProcess | undefined;

function report(message: GuardReport): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function start(): void {
  const log = openSync(orders.logFile, 'a');
  const [command = '', ...given] = orders.command;
  const started = spawn(command, given, {
    cwd: orders.folder,
    env: orders.environment,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child = started;
  let isOver = false;
  const over = (reason: string) => {
    if (isOver) return;
    isOver = true;
    child = undefined;
    report({ event: 'ended', reason });
  };
  started.once('spawn', () => report({ event: 'started', processId: started.pid ?? 0 }));
  started.once('error', (error) => over(error.message));
  started.once('exit', (code, signal) => over(signal ?? `exit code ${code}`));
}

function end(): void {
  for (const [command = '', ...given] of orders.cleanUp) {
    spawnSync(command, given, { env: orders.environment, stdio: 'ignore', timeout: 30_000 });
  }
  child?.kill('SIGKILL');
  rmSync(orders.folder, { recursive: true, force: true });
  process.exit(0);
}

// Ctrl+C on a terminal reaches the whole group; the end comes by the pipe, in order, after the process that started us.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.stdout.on('error', end);
createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (line === 'start') start();
  })
  .on('close', end);
