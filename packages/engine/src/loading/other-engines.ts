/** What few pages run in place of our engine in WebAssembly; loaded only then. Shares no code with the rest, so that bundlers make one file of each. */
export { goffAbiEngine } from '../goff-abi/goff-abi-engine.ts';
export { javascriptTwin } from '../javascript/javascript-twin.ts';
