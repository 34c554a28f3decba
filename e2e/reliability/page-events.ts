// Node has Web Locks and BroadcastChannel. What it lacks of a page are the events of its life, by which a provider knows that it is in one; here
// none ever happens. To be imported before a provider is.
import { setMaxListeners } from 'node:events';

const events = new EventTarget();
setMaxListeners(0, events);
Object.assign(globalThis, { addEventListener: events.addEventListener.bind(events) });
