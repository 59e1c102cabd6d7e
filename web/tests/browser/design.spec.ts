/** A design: framed, refused with its line, missed, mended, met, kept. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openQuestion, ROOT, saved, test, verdict } from './onsite';
import { fits } from './rooms';

const QUESTION = 'ads-ranking';
const design = (name: string) =>
  readFileSync(join(ROOT, 'bank/design', QUESTION, 'designs', name), 'utf8');

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'System' }).click();
  await page.getByRole('textbox', { name: 'Your design' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('a design is framed, run, mended and meets every objective', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await expect(page.getByRole('heading', { name: 'Objectives' })).toBeVisible();
  await expect(
    page.getByText('100,000 requests a second: Latency, 99th percentile: at most 18 ms'),
  ).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Parts' })).toBeVisible();
  await fits(page, 'a framing sheet');

  // Framing comes first, and is one text with the system.
  const label = page.getByRole('group', { name: 'Which event is the label' });
  await label.getByRole('radio', { name: 'An order within seven days' }).check();
  await label.getByRole('textbox', { name: 'Why' }).fill('Orders are what the shop is paid for.');
  const retraining = page.getByRole('group', { name: 'How often is the model trained anew' });
  await retraining.getByRole('radio', { name: 'Every hour' }).check();
  await page.getByRole('button', { name: 'System' }).click();
  const editor = page.getByRole('textbox', { name: 'Your design' });
  await expect(editor).toContainText('[framing.label]');
  await expect(editor).toContainText('pick = "order"');

  // What one starts from never calls a ranker, and the sheet contradicts itself.
  await page.keyboard.press('Control+Enter');
  const run = verdict(page, 'Run', 'Misses an objective');
  await expect(run).toBeVisible({ timeout: 60_000 });
  const objectives = run.getByRole('table', { name: 'Objectives' });
  await expect(objectives.getByRole('row', { name: /Answers of ranker/ })).toContainText('Misses');
  await expect(run.getByRole('heading', { name: 'Framing: 1 of 8 cells hold' })).toBeVisible();
  await expect(run.getByText(/Orders are known after seven days/).first()).toBeVisible();
  await fits(page, 'a design that misses');

  await write(page, '[[component]]\nname = "edge"\npart = "edge"\nservice = "1ns"\n');
  await page.keyboard.press('Control+Enter');
  const refused = page.getByRole('alert').filter({ hasText: 'does not read' });
  await expect(refused).toContainText('line 1: component "edge": service is the question\'s');

  await write(page, design('two_stages.toml'));
  await saved(page);
  await page.reload();
  await page.getByRole('button', { name: 'Framing' }).click();
  await expect(page.getByRole('radio', { name: /^Expected value of the page/ })).toBeChecked();
  await page.getByRole('button', { name: 'Submit' }).click();
  const met = verdict(page, 'Submission', 'Meets the objectives');
  await expect(met).toBeVisible({ timeout: 60_000 });
  await expect(met.getByRole('heading', { name: 'Framing: 8 of 8 cells hold' })).toBeVisible();
  await expect(met.getByRole('table', { name: 'What you expected' })).toContainText('15 ms');
  await expect(
    met
      .getByRole('row', { name: /^ranker/ })
      .getByRole('meter')
      .first(),
  ).toBeVisible();
  await expect(met.getByRole('heading', { name: 'Evidence recorded' })).toBeVisible();
  await fits(page, 'a design that meets');
});
