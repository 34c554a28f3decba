import { type CreateChangeWatch, watchChanges } from '../stream/change-watch.ts';
import type { CreateAnswerSharing } from '../tabs/answer-sharing.ts';
import { shareAnswers } from '../tabs/share-answers.ts';
import { openBrowserTabs } from './browser-tabs.ts';
import { openBrowserStream } from './open-browser-stream.ts';

/** Loaded after the first answer only: what a page does not need in order to show its flags. */
export const createChangeWatch: CreateChangeWatch = (parts) => watchChanges(parts, openBrowserStream);

/** Loaded before the first question where another tab may answer it. */
export const createAnswerSharing: CreateAnswerSharing = (parts) =>
  shareAnswers(parts, openBrowserTabs(parts.isLockHeld));
