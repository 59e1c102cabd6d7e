/** What axe finds on a page, and what lies beyond its edge. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './onsite';

/** The rules whose outcome a theme can change. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** No axe violation, by all rules or by some. */
export async function clean(page: Page, name: string, rules: string[] = []): Promise<void> {
  await expect(page.locator('h1').first()).toBeVisible();
  // There is no frame from elsewhere, for which alone axe would open a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (rules.length === 0 ? axe : axe.withRules(rules)).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${name}: ${id}: ${node.html.slice(0, 200)}`),
  );
  expect(found).toEqual([]);
}

/** No axe violation in either theme; the page is left in the light one. */
export async function cleanInBoth(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await clean(page, `${name}, dark`, COLOURS);
  await page.emulateMedia({ colorScheme: 'light' });
  await clean(page, `${name}, light`);
}

/** No axe violation in either theme, and nothing beyond the right edge, wide and narrow. */
export async function fits(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 800 };
  for (const width of [360, 440, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    if (width === 360) {
      await clean(page, `${name}, ${width} px`);
    } else if (width === 1280) {
      await cleanInBoth(page, `${name}, ${width} px`);
    }
    const inner = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(inner, `${name} scrolls sideways at ${width} px`).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize(before);
}
