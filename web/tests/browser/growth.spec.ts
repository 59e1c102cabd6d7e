/** How an accepted answer grows: measured after the verdict, beside what was claimed. */
import { cleanInBoth } from './axe';
import { expect, openQuestion, shipped, test, verdict, write } from './onsite';

const QUESTION = 'two-stages';

test('an accepted answer is measured while its verdict stands', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await page.getByRole('combobox', { name: 'Time' }).selectOption('n^2');
  await write(page, shipped(QUESTION, 'accepted/one_pass.py'));
  await page.keyboard.press('Control+Shift+Enter');
  const accepted = verdict(page, 'Submission', 'Accepted');
  await expect(accepted).toBeVisible();
  const growth = page.getByRole('region', { name: 'Growth', exact: true });
  await expect(growth).toBeVisible({ timeout: 60_000 });
  await expect(accepted).toBeVisible();

  const time = growth.getByRole('row', { name: /^Time/ });
  await expect(time).toContainText('O(n), ');
  await expect(time.getByRole('cell').last()).toHaveText('O(n²)');
  const plot = growth.getByRole('img', { name: /Time by n, both axes logarithmic/ });
  await expect(plot).toBeVisible();
  expect(await plot.locator('circle').count()).toBeGreaterThan(4);
  await growth.getByRole('button', { name: 'Memory' }).click();
  await expect(growth.getByRole('img', { name: /Memory by n/ })).toBeVisible();
  await growth.getByText('As a table').click();
  await expect(growth.getByRole('columnheader', { name: 'n', exact: true })).toBeVisible();
  await cleanInBoth(page, 'growth');

  await page.reload();
  await expect(growth).toBeVisible();
  await expect(page.getByRole('region', { name: 'Measuring growth' })).toHaveCount(0);
});

test('measuring is cancelled, and the verdict stays', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await write(page, shipped(QUESTION, 'accepted/one_pass.py'));
  await page.keyboard.press('Control+Shift+Enter');
  await expect(verdict(page, 'Submission', 'Accepted')).toBeVisible();
  const measuring = page.getByRole('region', { name: 'Measuring growth' });
  await measuring.getByRole('button', { name: 'Cancel' }).click();
  await expect(measuring).toHaveCount(0);
  await page.reload();
  await expect(verdict(page, 'Submission', 'Accepted')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Growth', exact: true })).toHaveCount(0);
});
