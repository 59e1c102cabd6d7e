/** How Chromium is started: the system's own, talking to nobody. */
import { existsSync } from 'node:fs';
import type { PlaywrightTestConfig } from '@playwright/test';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

function executablePath(): string {
  const found = process.env.CHROMIUM ?? KNOWN.find((path) => existsSync(path));
  if (found === undefined || !existsSync(found)) {
    throw new Error(
      'Chromium is missing: install it (apt install chromium), or name it in CHROMIUM.',
    );
  }
  return found;
}

/** Options of the browser. */
export const browser: NonNullable<PlaywrightTestConfig['use']> = {
  browserName: 'chromium',
  viewport: { width: 1280, height: 800 },
  launchOptions: {
    executablePath: executablePath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  },
};
