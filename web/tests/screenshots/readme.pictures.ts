/** The README's pictures: the real product, light and dark, wide and narrow. */
import { resolve } from 'node:path';
import { editor, expect, openQuestion, shipped, test, verdict, write } from '../browser/onsite';

const OUT = resolve(import.meta.dirname, '../../../docs/screenshots');
const QUESTION = 'weighted-sampling';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of [
    ['wide', { width: 1280, height: 800 }],
    ['narrow', { width: 390, height: 800 }],
  ] as const) {
    test.describe(`${colorScheme}, ${size}`, () => {
      test.use({ colorScheme, viewport });

      test('pictures', async ({ page, onsite }) => {
        const picture = async (name: string) => {
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({
            path: `${OUT}/${name}-${colorScheme}-${size}.png`,
            caret: 'hide',
            animations: 'disabled',
          });
        };
        const part = async (name: string) => {
          const button = page.getByRole('button', { name, exact: true });
          if (await button.isVisible()) {
            await button.click();
          }
        };
        await openQuestion(page, onsite, 'lru-cache');
        await openQuestion(page, onsite, QUESTION);
        await expect(page.locator('.katex').first()).toBeVisible();
        if (size === 'narrow') {
          await picture('question');
        }
        await part('Answer');
        await write(page, shipped(QUESTION, 'accepted/prefix_sums.py'));
        await page.getByRole('combobox', { name: 'Time' }).selectOption('log n');
        await page.keyboard.press('Control+Enter');
        await expect(verdict(page, 'Run', 'Accepted')).toBeVisible();
        if (size === 'wide') {
          await picture('question');
        }
        await part('Answer');
        await write(page, shipped(QUESTION, 'wrong_answer/seeds_in_draw.py'));
        await expect(editor(page)).toContainText('seed');
        await page.keyboard.press('Control+Shift+Enter');
        await expect(verdict(page, 'Submission', 'Wrong answer')).toBeVisible();
        await expect(page.getByRole('heading', { name: 'Evidence recorded' })).toBeVisible();
        const bar = page.getByRole('separator', { name: 'Height of the answer' });
        if (await bar.isVisible()) {
          await bar.focus();
          await page.keyboard.press('Home');
          await page.getByRole('heading', { level: 1 }).click();
        }
        await picture('verdict');
        await page.goto(`${onsite.origin}/practise`);
        await expect(page.getByRole('link', { name: /Weighted random sampling/ })).toBeVisible();
        await picture('practise');
        await page.goto(onsite.origin);
        await expect(page.getByRole('heading', { name: 'Continue' })).toBeVisible();
        await picture('today');
      });
    });
  }
}
