/** Policies for a stock: no canvas, framed beside them, refused with a line, missed, mended, met. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fits } from './axe';
import { expect, openQuestion, ROOT, saved, test, verdict } from './onsite';

const QUESTION = 'warehouse-stock';
const policies = readFileSync(
  join(ROOT, 'bank/design', QUESTION, 'designs/by_forecast.toml'),
  'utf8',
);

test('policies are run in their worlds and meet every objective', async ({ page, onsite }) => {
  test.setTimeout(120_000);
  await openQuestion(page, onsite, QUESTION);
  await expect(page.getByText('Two years as usual: Fill rate: at least 97.50%')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Worlds' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Parts' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Plan' }).click();
  const editor = page.getByRole('textbox', { name: 'Your plan' });
  const write = async (text: string) => {
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
  };
  await expect(editor).toContainText('order_up_to = 300');
  await page.keyboard.press('Control+Enter');
  const run = verdict(page, 'Run', 'Misses an objective');
  await expect(run).toBeVisible({ timeout: 60_000 });
  const figures = run.getByRole('table', { name: 'Figures: Two years as usual' });
  await expect(figures.getByRole('row', { name: /^Fill rate/ })).toContainText('%');
  await expect(run.getByRole('img', { name: /^Stock at the end of the day/ })).toHaveCount(2);
  await fits(page, 'policies that miss');

  await write('[[policy]]\norder_up_to = "much"\n');
  await page.keyboard.press('Control+Enter');
  const refused = page.getByRole('alert').filter({ hasText: 'does not read' });
  await expect(refused).toContainText('line 2');

  await write(policies);
  await saved(page);
  await page.getByRole('button', { name: 'Submit' }).click();
  const met = verdict(page, 'Submission', 'Meets the objectives');
  await expect(met).toBeVisible({ timeout: 90_000 });
  await expect(met.getByRole('heading', { name: 'Framing: 7 of 7 cells hold' })).toBeVisible();
  await fits(page, 'policies that meet');
});
