import type { EvaluationResponse } from '@openfeature/ofrep-core';

/** The relay proxy's answers for one evaluation context, by flag key. A map: flag keys such as `constructor` are legal. */
export type FlagAnswers = ReadonlyMap<string, EvaluationResponse>;
