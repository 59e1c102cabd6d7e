/** A question on paper: what was read and judged, whole, in ink on white. */
import type { Page } from '@playwright/test';
import { expect, FAILS_ON_LONG, openQuestion, test, verdict, write } from './onsite';

/** What holds more than it shows, or runs off the paper. */
const cutOff = (page: Page) =>
  page.evaluate(() => {
    const printed = [...document.querySelectorAll<HTMLElement>('body, body *')].filter(
      (node) => node.checkVisibility() && node.closest('.katex, .unseen, [aria-live]') === null,
    );
    const cuts = (node: HTMLElement) => {
      const { overflowX, overflowY, display } = getComputedStyle(node);
      const wide = overflowX !== 'visible' && node.scrollWidth > node.clientWidth + 1;
      const high = overflowY !== 'visible' && node.scrollHeight > node.clientHeight + 1;
      return display !== 'inline' && (wide || high);
    };
    const off = (node: HTMLElement) => node.getBoundingClientRect().right > innerWidth + 1;
    return printed
      .filter((node) => cuts(node) || off(node))
      .map((node) => node.outerHTML.slice(0, 120));
  });

/** Colours of the printed texts and grounds, as how light each is, from 0 to 1. */
const lightness = (page: Page) =>
  page.evaluate(() => {
    const light = (colour: string) => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return alpha === 0 ? null : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    };
    const texts: number[] = [];
    const grounds: number[] = [];
    for (const node of document.querySelectorAll<HTMLElement>('body, body *')) {
      if (node.checkVisibility() && node.closest('.unseen, [aria-live]') === null) {
        const { color, backgroundColor } = getComputedStyle(node);
        texts.push(light(color) ?? 1);
        grounds.push(light(backgroundColor) ?? 1);
      }
    }
    return { lightestText: Math.max(...texts), darkestGround: Math.min(...grounds) };
  });

for (const [size, viewport] of [
  ['wide', { width: 1280, height: 800 }],
  // About what is left of a sheet of A4 or Letter.
  ['as wide as paper', { width: 700, height: 990 }],
] as const) {
  test.describe(`${size}, dark`, () => {
    test.use({ colorScheme: 'dark', viewport });

    test('statement, answer and verdict are printed whole and light', async ({ page, onsite }) => {
      await openQuestion(page, onsite, 'lru-cache');
      const answer = page.getByRole('button', { name: 'Answer', exact: true });
      if (await answer.isVisible()) {
        await answer.click();
      }
      await write(page, FAILS_ON_LONG);
      await page.keyboard.press('Control+Shift+Enter');
      const judged = verdict(page, 'Submission', 'Wrong answer');
      await expect(judged.getByRole('heading', { name: /14-small-random/ })).toBeVisible();
      await expect(judged.getByRole('heading', { name: 'Evidence recorded' })).toBeVisible();
      expect(await cutOff(page)).not.toEqual([]);

      await page.emulateMedia({ media: 'print' });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('.prose').getByText('used longest ago')).toBeVisible();
      await expect(
        judged.getByRole('heading', { name: 'Wrong answer', exact: true }),
      ).toBeVisible();
      await expect(
        page.locator('pre', { hasText: 'len(self.kept) > self.capacity' }),
      ).toBeVisible();
      for (const gone of ['banner', 'tablist', 'separator', 'combobox', 'timer'] as const) {
        await expect(page.getByRole(gone)).toHaveCount(0);
      }
      for (const name of ['Run', 'Submit', 'Pause', 'Answer', /^Copy/]) {
        await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
      }
      await expect(page.locator('.cm-editor')).toBeHidden();
      expect(await cutOff(page)).toEqual([]);
      const { lightestText, darkestGround } = await lightness(page);
      expect(lightestText).toBeLessThan(0.6);
      expect(darkestGround).toBeGreaterThan(0.7);
      const sheets = (await page.pdf()).toString('latin1').match(/\/Type \/Page\b/g) ?? [];
      expect(sheets.length).toBeGreaterThan(1);
    });
  });
}
