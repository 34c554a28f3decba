import type { ContextAnswers } from './context-answers.ts';

/** Answers of the last contexts in this page's memory, by context name. */
export interface RecentAnswers {
  /** The answers of exactly this context. */
  get(contextName: string): ContextAnswers | undefined;
  /** Keeps answers; the least recently used go beyond the limit. */
  set(contextName: string, answers: ContextAnswers): void;
  clear(): void;
}

/** Makes {@link RecentAnswers} for at most `limit` contexts. */
export function createRecentAnswers(limit: number): RecentAnswers {
  const recent = new Map<string, ContextAnswers>();
  return {
    get: (contextName) => recent.get(contextName),
    set(contextName, answers) {
      recent.delete(contextName);
      recent.set(contextName, answers);
      const [oldest] = recent.keys();
      if (recent.size > limit && oldest !== undefined) recent.delete(oldest);
    },
    clear: () => recent.clear(),
  };
}
