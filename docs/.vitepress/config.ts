import { existsSync } from 'node:fs';
import { defineConfig } from 'vitepress';

/** Pages that are written by the runs that measured what they say; those that have been run. */
const MEASURED = [
  { text: 'Benchmarks', link: '/benchmarks' },
  { text: 'Benchmarks of the whole client', link: '/benchmarks-client' },
  { text: 'Benchmarks of remote mode', link: '/benchmarks-remote' },
  { text: 'Benchmarks of the edge', link: '/benchmarks-edge' },
  { text: 'Reliability', link: '/reliability' },
  { text: 'What a fleet costs', link: '/fleet' },
].filter(({ link }) => existsSync(new URL(`..${link}.md`, import.meta.url)));

/** What a reader may want, in the order in which it is wanted. */
const SIDEBAR = [
  {
    text: 'Start',
    items: [
      { text: 'What it is', link: '/what-it-is' },
      { text: 'In a single-page app', link: '/start/single-page-app' },
      { text: 'With a script tag', link: '/start/script-tag' },
      { text: 'At the edge', link: '/start/edge' },
      { text: 'In remote mode', link: '/start/remote' },
    ],
  },
  {
    text: 'Guide',
    items: [
      { text: 'Options', link: '/options' },
      { text: 'Modes, and what each exposes', link: '/modes' },
      { text: 'Status and changes', link: '/status' },
      { text: 'Bundlers', link: '/bundlers' },
      { text: 'Security', link: '/security' },
      { text: 'Content-Security-Policy', link: '/csp' },
      { text: 'Server rendering and the edge', link: '/server-rendering' },
      { text: 'Offline and many tabs', link: '/offline' },
      { text: 'Events and their guarantees', link: '/events' },
      { text: 'Errors', link: '/errors' },
      { text: 'Testing your app', link: '/testing' },
    ],
  },
  {
    text: 'Frameworks',
    items: [
      { text: 'React', link: '/frameworks/react' },
      { text: 'Vue', link: '/frameworks/vue' },
      { text: 'Svelte', link: '/frameworks/svelte' },
    ],
  },
  {
    text: 'Migrating from',
    items: [
      { text: 'the GO Feature Flag web provider', link: '/migrating/go-feature-flag-web-provider' },
      { text: 'the OFREP web provider', link: '/migrating/ofrep-web-provider' },
      { text: 'LaunchDarkly and GrowthBook', link: '/migrating/launchdarkly-and-growthbook' },
    ],
  },
  {
    text: 'Reference',
    items: [
      { text: 'API', link: '/api/' },
      { text: 'Browsers', link: '/browsers' },
      ...MEASURED,
      { text: 'Porting the vectors', link: '/porting-the-vectors' },
    ],
  },
];

export default defineConfig({
  title: 'goff-web',
  description: 'GO Feature Flag wherever JavaScript runs in front of a user.',
  lang: 'en',
  outDir: 'dist',
  cleanUrls: true,
  srcExclude: ['samples/**', '**/README.md'],
  // A dead link fails the build.
  ignoreDeadLinks: false,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }]],
  themeConfig: {
    search: { provider: 'local' },
    sidebar: SIDEBAR,
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/start/single-page-app' },
      { text: 'Options', link: '/options' },
      { text: 'API', link: '/api/' },
    ],
  },
});
