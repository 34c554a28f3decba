import { request } from 'node:http';
import { headerPairs, type RawAnswer } from './ask.ts';

/** An open event stream. */
export interface OpenStream {
  /** Status and headers; the body is what has come so far. */
  readonly head: Omit<RawAnswer, 'body'>;
  /** Resolves to the next whole frame, its empty line included. */
  nextFrame(): Promise<string>;
  close(): void;
}

/** Opens `GET path` and keeps it open. Headers arrive before any frame does. */
export function openStream(url: string, path: string): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { headers: { Accept: 'text/event-stream' }, agent: false }, (answer) => {
      let received = '';
      const arrivals = new EventTarget();
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => {
        received += text;
        arrivals.dispatchEvent(new Event('text'));
      });
      resolve({
        head: { status: answer.statusCode ?? 0, headers: headerPairs(answer.rawHeaders) },
        nextFrame: async () => {
          while (!received.includes('\n\n')) {
            await new Promise((arrived) => arrivals.addEventListener('text', arrived, { once: true }));
          }
          const end = received.indexOf('\n\n') + 2;
          const frame = received.slice(0, end);
          received = received.slice(end);
          return frame;
        },
        close: () => sent.destroy(),
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
