/** What a step came to. Failed ones say why in `output`. */
export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  /** Shown in full when anything failed. */
  readonly output: string;
  /** What failed in it, with the reason in a few lines each: repeated at the end of the run. Default: the step as a whole. */
  readonly failures?: readonly string[];
  /** One line beside the time, for example how many tests ran. */
  readonly note?: string;
}

/** One line of `npm test`. */
export interface Step {
  /** What `--only` calls it. */
  readonly name: string;
  /** Nothing after it makes sense when it fails. */
  readonly isVital?: boolean;
  run(progress: (line: string) => void): Promise<StepResult>;
}

/** The result of a step that is no suite of tests: it counts as one. */
export function asOne(isPassed: boolean, output: string, note?: string): StepResult {
  return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, output, ...(note === undefined ? {} : { note }) };
}
