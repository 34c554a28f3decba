import type { EvaluationSnapshot } from '@goff-web/remote';

/** One time that a component rendered, committed by React or not. */
export interface Rendered {
  readonly component: 'colour' | 'theme' | 'fallback' | 'status';
  /** Whose context OpenFeature held at that moment. */
  readonly user: string;
  readonly value: unknown;
  readonly reason?: unknown;
}

/** How the page begins. */
export interface ReactPageOptions {
  readonly endpoint: string;
  /** Whether components suspend until there are flags, and while the context is reconciled. */
  readonly suspend: boolean;
  readonly bootstrap?: EvaluationSnapshot | undefined;
}

/** What the page offers to the test that opened it. */
export interface ReactPage {
  /** Sets the provider for this user and renders, in one task. */
  start(user: string, options: ReactPageOptions): void;
  /** Resolves when OpenFeature says that the context was changed, or that it could not be. */
  setUser(user: string): Promise<void>;
  refresh(): Promise<void>;
  snapshot(): EvaluationSnapshot | undefined;
  /** Everything ever rendered, in order. */
  readonly rendered: readonly Rendered[];
}

declare global {
  var reactPage: ReactPage;
}
