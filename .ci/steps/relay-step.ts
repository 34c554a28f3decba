import { prepareRelay } from '../../e2e/relay/prepare-relay.ts';
import { asOne, type Step } from './step.ts';

type Say = (line: string) => void;

/**
 * Makes the relay proxy ready: its build takes minutes on a machine that never did it, so it begins with {@link begin} while
 * other steps run, at low priority, and the step waits for what is left.
 */
export function relayStep(): { readonly step: Step; begin(): void } {
  const lines: string[] = [];
  let listener: Say = () => undefined;
  let ready: Promise<string> | undefined;
  const begin = () => {
    ready ??= prepareRelay((line) => {
      lines.push(line);
      listener(line);
    });
    // The step reports it; until then nobody listens.
    ready.catch(() => undefined);
  };
  return {
    begin,
    step: {
      name: 'relay',
      async run(progress) {
        listener = progress;
        begin();
        try {
          return asOne(true, '', `runs as: ${await ready}`);
        } catch (error) {
          return asOne(false, `${lines.join('\n')}\n${error instanceof Error ? error.message : String(error)}\n`);
        }
      },
    },
  };
}
