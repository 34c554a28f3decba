import { type CreateChangeWatch, watchChanges } from '../stream/change-watch.ts';
import { openBrowserStream } from './open-browser-stream.ts';

/** Loaded after the first answer only: what a page does not need in order to show its flags. */
export const createChangeWatch: CreateChangeWatch = (parts) => watchChanges(parts, openBrowserStream);
