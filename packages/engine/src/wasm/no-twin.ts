/** Edge platforms run WebAssembly and pay for every byte of a deployment: they do without the JavaScript twin. */
export function instantiate(): never {
  throw new Error('edge platforms are deployed to without the JavaScript twin');
}
