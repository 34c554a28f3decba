import { runCommand } from './run-command.ts';
import { asOne, type Step } from './step.ts';

/** A step that is one command, and passes when it ends with 0. */
export function commandStep(name: string, command: readonly [string, ...string[]]): Step {
  return {
    name,
    async run(progress) {
      const { isPassed, output } = await runCommand(command, progress);
      return asOne(isPassed, output);
    },
  };
}
