/** What Cloudflare's module of that name gives a worker whose variables name the relay proxy of the samples. */
export const env = { RELAY_URL: 'https://relay.example.com' } as const;
