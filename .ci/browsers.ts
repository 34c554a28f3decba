// The browsers that the suites run: Debian's, or those that the environment names. They run as root too, and nothing of their own is to reach
// a network.
const { CHROMIUM_PATH, CHROMIUM_FULL_PATH, FIREFOX_PATH } = process.env;

/** Chromium with all of its user interface. */
export const WHOLE_CHROMIUM: string = CHROMIUM_FULL_PATH ?? '/usr/lib/chromium/chromium';

/** How Playwright launches Chromium's headless shell, which starts quickly, and knows neither hidden tabs nor the back/forward cache. */
export const CHROMIUM_SHELL = {
  executablePath: CHROMIUM_PATH ?? '/usr/lib/chromium/chromium-headless-shell',
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
};

/** How Playwright launches a Chromium that has a back/forward cache. */
export const CHROMIUM_WITH_BFCACHE = {
  executablePath: WHOLE_CHROMIUM,
  args: ['--no-sandbox', '--disable-quic', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
};

/** How Playwright launches Firefox as it is released, without patches. */
export const FIREFOX = { channel: 'moz-firefox', executablePath: FIREFOX_PATH ?? '/usr/bin/firefox-esr' };
