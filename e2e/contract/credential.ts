/** Headers that a request may be sent with to say who asks. */
export interface Credential {
  readonly title: string;
  readonly headers: { readonly [name: string]: string };
  /** Whether a guarded route lets it pass. */
  readonly passes: boolean;
}

/** An open relay ignores whatever key is sent. */
export const OPEN_CREDENTIALS: readonly Credential[] = [
  { title: 'no key', headers: {}, passes: true },
  { title: 'a key nobody asked for', headers: { 'X-API-Key': 'unasked' }, passes: true },
];

/** Ways to send one right key, and ways to fail. */
export function keyCredentials(key: string): readonly Credential[] {
  return [
    { title: 'the right key', headers: { 'X-API-Key': key }, passes: true },
    { title: 'the right key as a bearer', headers: { Authorization: `Bearer ${key}` }, passes: true },
    { title: 'the right key as a bearer in small letters', headers: { Authorization: `bearer ${key}` }, passes: true },
    { title: 'a wrong key', headers: { 'X-API-Key': 'wrong' }, passes: false },
    {
      title: 'a wrong key beside a right bearer',
      headers: { 'X-API-Key': 'wrong', Authorization: `Bearer ${key}` },
      passes: false,
    },
    { title: 'a wrong bearer', headers: { Authorization: 'Bearer wrong' }, passes: false },
    { title: 'a key without "Bearer"', headers: { Authorization: key }, passes: false },
    { title: 'a bearer in the key header', headers: { 'X-API-Key': `Bearer ${key}` }, passes: false },
    { title: 'an empty key', headers: { 'X-API-Key': '' }, passes: false },
    { title: 'no key', headers: {}, passes: false },
  ];
}

/** In a relay without flag sets the administration's key may also evaluate. */
export function adminCredential(adminKey: string): Credential {
  return { title: 'the admin key', headers: { 'X-API-Key': adminKey }, passes: true };
}
