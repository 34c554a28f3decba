/** What makes a value legal for one option. */
export interface OptionRule<T> {
  /** The legal range, as the end of the sentence `"name" must be …`. */
  readonly range: string;
  /** Whether the value is a secret; messages then name its type only. */
  readonly secret?: boolean;
  /** Copies a legal value, so that the caller's object is never read again; `undefined` where it is illegal. */
  read(value: unknown): { readonly value: T } | undefined;
}

/** One rule for every option of `Options`: a forgotten one does not compile. */
export type OptionRules<Options> = {
  readonly [Name in keyof Options]-?: OptionRule<Exclude<Options[Name], undefined>>;
};

/** Options after reading: legal or absent. */
export type ReadOptions<Options> = { readonly [Name in keyof Options]?: Exclude<Options[Name], undefined> };
