declare module '*.svelte' {
  import type { Component } from 'svelte';

  const component: Component;
  export default component;
}

declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export default component;
}

declare module 'cloudflare:workers' {
  export const env: { readonly RELAY_URL: string; readonly RELAY_KEY?: string };
}

declare module '*.md?raw' {
  const text: string;
  export default text;
}
