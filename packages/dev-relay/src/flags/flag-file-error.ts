/** One thing that is wrong in a flags file. */
export interface FlagFileFault {
  /** 1 is the first line; 0 where the flags did not come from a text. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The flags cannot be read as a whole: not YAML, or a field of the wrong type. The last good flags stay in force. */
export class FlagFileError extends Error {
  readonly code = 'FLAG_FILE' as const;
  /** Saving a corrected file is enough; nothing has to be restarted. */
  readonly recoverable = true as const;
  /** Where the flags came from: a path, or a word for flags that were handed over as an object. */
  readonly source: string;
  /** Every fault found, in the order of the text. */
  readonly faults: readonly FlagFileFault[];

  constructor(source: string, faults: readonly FlagFileFault[], options?: ErrorOptions) {
    super(faults.map((fault) => `${source}${position(fault)}: ${fault.message}`).join('\n'), options);
    this.name = 'FlagFileError';
    this.source = source;
    this.faults = faults;
  }
}

function position(fault: FlagFileFault): string {
  return fault.line > 0 ? `:${fault.line}:${fault.column}` : '';
}
