import { spawn } from 'node:child_process';
import { platform } from 'node:os';

function opener(): readonly [string, ...string[]] | undefined {
  if (platform() === 'darwin') return ['open'];
  if (platform() === 'win32') return ['cmd', '/c', 'start', ''];
  const hasDisplay = (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
  return hasDisplay ? ['xdg-open'] : undefined;
}

/** Opens the page in the user's browser, where somebody sits at a terminal with a display. */
export function openBrowser(url: string): void {
  const command = process.stdout.isTTY ? opener() : undefined;
  if (command === undefined) return;
  const [program, ...given] = command;
  // The address has been printed: where no browser opens, nothing is lost.
  spawn(program, [...given, url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
