/** Opens a WebSocket; resolves when it is open, rejects when it is refused. */
export function openSocket(url: string, path: string): Promise<WebSocket> {
  const socket = new WebSocket(new URL(path, url.replace(/^http/, 'ws')));
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(socket), { once: true });
    socket.addEventListener('error', () => reject(new Error(`the WebSocket ${path} was refused`)), { once: true });
  });
}

/** Resolves to the next text message. */
export function nextMessage(socket: WebSocket): Promise<string> {
  return new Promise((resolve) => {
    socket.addEventListener('message', ({ data }) => resolve(String(data)), { once: true });
  });
}
