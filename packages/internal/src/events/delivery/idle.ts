/** Calls back in an idle moment, or after `deadlineMs` at the latest; at once where nobody looks at the page. */
export type Idle = (callback: () => void, deadlineMs: number) => void;
