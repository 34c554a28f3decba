/** What of Cloudflare's own module is used. */
declare module 'cloudflare:workers' {
  export const env: import('./environment.ts').Environment;
}
