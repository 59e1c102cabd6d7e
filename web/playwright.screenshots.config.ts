import { defineConfig } from '@playwright/test';
import { browser } from './tests/browser/chromium';

/** Makes the README's pictures from the real product. */
export default defineConfig({
  testDir: 'tests/screenshots',
  testMatch: '*.pictures.ts',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: browser,
});
