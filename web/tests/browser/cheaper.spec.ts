/** How far a judged design is from the cheapest of its structure: asked for, cancelled, found, kept. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fits } from './axe';
import { expect, openQuestion, ROOT, test, verdict } from './onsite';

const QUESTION = 'addresses-on-the-belt';
const GOOD = readFileSync(join(ROOT, 'bank/design', QUESTION, 'designs/called_in.toml'), 'utf8');

test('a judged design is searched over: cheaper counts, and what helps', async ({
  page,
  onsite,
}) => {
  test.slow();
  await openQuestion(page, onsite, QUESTION);
  await page.getByRole('button', { name: 'System' }).click();
  await page.getByRole('button', { name: 'Both', exact: true }).click();
  await page.getByRole('textbox', { name: 'Your design' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(GOOD);

  // The parts offer scaling, so that the box has it. What stands out of sight is brought into it first.
  const people = page.locator('.place[data-id="people"]');
  await expect(people).toBeAttached();
  await page.getByRole('button', { name: 'Fit' }).click();
  await people.click();
  await expect(page.getByLabel('Scales to')).toHaveValue('14');

  // Before a judgement there is nothing to ask for, and none for a Run.
  const ask = page.getByRole('button', { name: 'Look for the cheapest' });
  await expect(ask).toHaveCount(0);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(verdict(page, 'Submission', 'Meets the objectives')).toBeVisible({
    timeout: 60_000,
  });

  await ask.click();
  const section = page.getByRole('region', { name: 'How far from the cheapest?' });
  await section.getByRole('button', { name: 'Cancel' }).click();
  await expect(section).toContainText('Cancelled; nothing was kept.');

  await ask.click();
  await expect(section.getByRole('progressbar')).toBeVisible();
  const counts = section.getByRole('table', { name: 'Cheapest counts' });
  await expect(counts).toBeVisible({ timeout: 120_000 });
  // What scales by itself has no number to lower.
  await expect(counts.getByRole('rowheader', { name: 'people' })).toHaveCount(0);
  await expect(counts.getByRole('rowheader', { name: 'large' })).toBeVisible();
  await expect(section).toContainText('meets every objective by its figures');
  await fits(page, 'a design that was searched over');

  // It stays beside the judgement.
  await page.reload();
  await expect(counts).toBeVisible();
  await expect(ask).toHaveCount(0);
});
