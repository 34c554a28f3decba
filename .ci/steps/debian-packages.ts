import { access } from 'node:fs/promises';
import { runCommand } from './run-command.ts';
import { asOne, type Step } from './step.ts';

/** Debian's package → a file that is there when it is installed. */
const PACKAGES: Readonly<Record<string, string>> = {
  'chromium-headless-shell': '/usr/lib/chromium/chromium-headless-shell',
  chromium: '/usr/lib/chromium/chromium',
  'firefox-esr': '/usr/bin/firefox-esr',
  'webkit2gtk-driver': '/usr/bin/WebKitWebDriver',
  xvfb: '/usr/bin/Xvfb',
  xauth: '/usr/bin/xauth',
  runc: '/usr/sbin/runc',
  'python3-venv': '/usr/share/doc/python3-venv',
  'fonts-dejavu-core': '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  'ca-certificates': '/etc/ssl/certs/ca-certificates.crt',
  git: '/usr/bin/git',
};

async function isMissing(file: string): Promise<boolean> {
  return access(file).then(
    () => false,
    () => true,
  );
}

/** Installs what the suites need of Debian: browsers, a display for them, and `runc` for the relay proxy's container. */
export const debianPackages: Step = {
  name: 'setup',
  isVital: true,
  async run(progress) {
    const missing: string[] = [];
    for (const [name, file] of Object.entries(PACKAGES)) if (await isMissing(file)) missing.push(name);
    if (missing.length === 0) return asOne(true, '', 'browsers and tools are there');

    const install = ['apt-get', 'install', '--yes', '--no-install-recommends', ...missing] as const;
    const byHand = `apt-get update && ${install.join(' ')}`;
    if (process.getuid?.() !== 0 || (await isMissing('/usr/bin/apt-get'))) {
      return asOne(false, `missing: ${missing.join(', ')}\nBring them on Debian 12, as root:\n  ${byHand}\n`);
    }
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const update = await runCommand(['apt-get', 'update'], progress, environment);
    const [program, ...given] = install;
    const done = await runCommand([program, ...given], progress, environment);
    const hint = done.isPassed ? '' : `missing: ${missing.join(', ')}; the command that brings them:\n  ${byHand}\n`;
    return asOne(done.isPassed, update.output + done.output + hint, `installed ${missing.join(', ')}`);
  },
};
