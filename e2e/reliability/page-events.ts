// Node has Web Locks and BroadcastChannel. What it lacks of a page are the events of its life, by which a provider knows that it is in one; here
// none ever happens, so nobody is remembered who waits for one: Node's own EventTarget would hold on to every provider that was ever closed. To
// be imported before a provider is.
Object.assign(globalThis, { addEventListener: () => undefined });
