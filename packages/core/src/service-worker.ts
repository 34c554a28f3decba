/**
 * The same as `@goff-web/core`, in one module: for service workers, which refuse `import()`. Nothing is loaded later here, so the change stream and
 * the storing of events are there as in a page.
 *
 * @packageDocumentation
 */
export * from './index.ts';
