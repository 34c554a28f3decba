import { request } from 'node:http';

/** An HTTP answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case, in the order in which they came; a name may repeat. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** One request as it goes over the wire. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
}

/** Sends a request with exactly these headers; `fetch` would add its own, and refuse an `Origin`. */
export function ask(url: string, { method, path, headers = {}, body = '' }: Asked): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const length: Record<string, string> = method === 'POST' ? { 'Content-Length': String(Buffer.byteLength(body)) } : {};
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path, headers: { ...headers, ...length }, agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          resolve({
            status: answer.statusCode ?? 0,
            headers: headerPairs(answer.rawHeaders),
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Pairs of a flat list of names and values. */
export function headerPairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? ''] as const] : []));
}
