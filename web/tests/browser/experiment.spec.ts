/** A plan of an experiment: run, refused with its line, missed, mended, met, kept. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openQuestion, ROOT, saved, test, verdict } from './onsite';
import { fits } from './rooms';

const QUESTION = 'stop-as-soon-as-sure';
const plan = (name: string) =>
  readFileSync(join(ROOT, 'bank/experiment', QUESTION, 'plans', name), 'utf8');

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your plan' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('a plan is run, mended and meets every objective', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await expect(page.getByRole('heading', { name: 'Objectives' })).toBeVisible();
  await expect(page.getByText('Finds the lift: at least 79.00%')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Your plan' })).toContainText('method = "naive"');

  // What one starts from looks five times at the bounds of one look.
  await page.keyboard.press('Control+Enter');
  const run = verdict(page, 'Run', 'Misses an objective');
  await expect(run).toBeVisible();
  const objectives = run.getByRole('table', { name: 'Objectives' });
  await expect(objectives.getByRole('row', { name: /^False alarms/ })).toContainText('Misses');
  await expect(objectives.getByRole('row', { name: /^Finds the lift/ })).toContainText('Meets');
  await expect(run.getByText(/one time in seven/)).toBeVisible();
  await expect(run.getByText(/^Simulated: 10,000 populations/)).toBeVisible();
  await fits(page, 'a plan that misses');

  await write(page, '[plan]\nusers_per_arm = 0\nmethod = "luck"\n');
  await page.keyboard.press('Control+Enter');
  const refused = page.getByRole('alert').filter({ hasText: 'does not read' });
  await expect(refused).toContainText('line 2');
  await expect(refused).toContainText('line 3');

  await write(page, plan('late_spending.toml'));
  await saved(page);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Your plan' })).toContainText('obrien_fleming');
  await page.getByRole('button', { name: 'Submit' }).click();
  const met = verdict(page, 'Submission', 'Meets the objectives');
  await expect(met).toBeVisible();
  await expect(met.getByRole('heading', { name: 'Evidence recorded' })).toBeVisible();
  await fits(page, 'a plan that meets');
  await page.getByRole('button', { name: 'Back to the start' }).click();
  await expect(page.getByRole('textbox', { name: 'Your plan' })).toContainText('method = "naive"');
});
