// A service worker that answers requests to the relay proxy from its cache when the network does not, as offline-first applications do.
interface FetchLikeEvent extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Claiming extends Event {
  waitUntil(work: Promise<unknown>): void;
}

const CACHE = 'answers';
const worker = globalThis as unknown as {
  readonly skipWaiting: () => Promise<void>;
  readonly clients: { claim(): Promise<void> };
};

async function answerTo(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const isRelay = request.method === 'POST';
  const name = new Request(request.url);
  try {
    const response = await fetch(request);
    if (isRelay && response.status === 200) await cache.put(name, response.clone());
    return response;
  } catch (error) {
    const kept = isRelay ? await cache.match(name) : undefined;
    if (kept === undefined) throw error;
    return kept;
  }
}

addEventListener('install', () => void worker.skipWaiting());
addEventListener('activate', (event) => (event as Claiming).waitUntil(worker.clients.claim()));
addEventListener('fetch', (event) => {
  const asked = event as FetchLikeEvent;
  asked.respondWith(answerTo(asked.request));
});
