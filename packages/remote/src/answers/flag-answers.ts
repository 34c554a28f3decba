import type { FlagAnswer } from '@goff-web/internal';

/** Answers for one evaluation context, by flag key. A map: flag keys such as `constructor` are legal. */
export type FlagAnswers = ReadonlyMap<string, FlagAnswer>;
