// Keeps the page for visits without a network. The build puts in what it has made: names, and a version that changes with them.
const FILES = __FILES__;
const CACHE = 'goff-web-demo/__VERSION__';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      // Not every server that can serve this page knows a relay proxy.
      .then((cache) => Promise.all([cache.addAll(FILES), cache.add('/relay.json').catch(() => undefined)]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

/** Which relay proxy there is may change; what it was last is good enough without a network. */
async function networkFirst(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept === undefined) throw error;
    return kept;
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/control/')) return;
  if (url.pathname === '/relay.json') {
    event.respondWith(networkFirst(request));
    return;
  }
  const name = request.mode === 'navigate' ? '/' : url.pathname;
  event.respondWith(caches.match(name, { cacheName: CACHE }).then((kept) => kept ?? fetch(request)));
});
