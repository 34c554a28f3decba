/** What few pages run in place of our engine in WebAssembly; loaded only then. */
export { goffAbiEngine } from '../goff-abi/goff-abi-engine.ts';
export { javascriptTwin } from '../javascript/javascript-twin.ts';
