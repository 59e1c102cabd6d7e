import { defineConfig } from '@playwright/test';
import { browser } from './tests/browser/chromium';

/** The browser tests: the real binary, a data directory of its own for each, real Chromium. */
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '*.spec.ts',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: { ...browser, trace: { mode: 'retain-on-failure', screenshots: false } },
});
