import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import type { Step } from './step.ts';
import { countsOfPlaywright, countsOfVitest, resultOfSuite, type SuiteCounts } from './suite-counts.ts';

type Command = readonly [string, ...string[]];

/** A display for a browser without a headless mode. */
const DISPLAY: Command = ['xvfb-run', '--auto-servernum'];

async function readReport(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8').catch(() => 'null'));
}

function suiteStep(
  name: string,
  commandFor: (report: string) => { command: Command; environment: NodeJS.ProcessEnv },
  countsOf: (report: unknown) => SuiteCounts,
): Step {
  return {
    name,
    async run(progress) {
      const folder = await mkdtemp(join(tmpdir(), 'goff-test-'));
      try {
        const reportFile = join(folder, 'report.json');
        const { command, environment } = commandFor(reportFile);
        const { isPassed, output } = await runCommand(command, progress, environment);
        return resultOfSuite(countsOf(await readReport(reportFile)), isPassed, output);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** A suite of Vitest: one project, so that no project can be empty behind another's tests. */
export function vitestStep(name: string, project: string, display = false): Step {
  const vitest: Command = [
    'pnpm',
    'exec',
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
  ];
  return suiteStep(
    name,
    (report) => {
      const [program, ...given]: Command = display ? [...DISPLAY, ...vitest] : vitest;
      return { command: [program, ...given, `--outputFile.json=${report}`], environment: process.env };
    },
    countsOfVitest,
  );
}

/** A suite of Playwright; its configuration writes the report to the file this variable names. */
export function playwrightStep(name: string, project: string, configuration = 'playwright.config.ts'): Step {
  return suiteStep(
    name,
    (report) => ({
      command: ['pnpm', 'exec', 'playwright', 'test', '--config', configuration, '--project', project],
      environment: { ...process.env, GOFF_E2E_REPORT: report },
    }),
    countsOfPlaywright,
  );
}
