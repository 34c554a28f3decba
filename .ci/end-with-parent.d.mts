/** Calls back once when the process that started this one is gone: npm, ended by a signal, takes nobody along. */
export declare function endWithParent(end: () => void): void;
