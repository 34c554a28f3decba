/** Opens a WebSocket; resolves when it is open, rejects when it is refused. */
export function openSocket(url: string, path: string): Promise<WebSocket> {
  const socket = new WebSocket(new URL(path, url.replace(/^http/, 'ws')));
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(socket), { once: true });
    socket.addEventListener('error', () => reject(new Error(`the WebSocket ${path} was refused`)), { once: true });
  });
}

/**
 * Resolves to the next text message that begins like this. Others may come before it: the real relay proxy tells of an edit some time after
 * it has answered that it serves it, so a socket that is opened then still hears of it.
 */
export function nextMessage(socket: WebSocket, beginning: string): Promise<string> {
  return new Promise((resolve) => {
    const listen = ({ data }: MessageEvent): void => {
      if (!String(data).startsWith(beginning)) return;
      socket.removeEventListener('message', listen);
      resolve(String(data));
    };
    socket.addEventListener('message', listen);
  });
}
