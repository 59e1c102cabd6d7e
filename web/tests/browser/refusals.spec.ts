/** What the server does not take is said beside the field it is about. */
import { ask, expect, openQuestion, shipped, test, verdict, write } from './onsite';

test('an own input that does not fit is marked and says why', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'iou');
  await write(page, shipped('iou', 'accepted/clamped.py'));
  await page.getByRole('tab', { name: 'Inputs' }).click();
  const input = (number: number) => page.getByLabel(`Own input ${number}`, { exact: true });
  const texts = ['[[0, 0, 1, 1], [0, 0, 2, 2]]', '', '[[0, 0, 1, 1], "a box"]'];
  for (const [index, text] of texts.entries()) {
    await page.getByRole('button', { name: 'Add an input' }).click();
    await input(index + 1).fill(text);
  }
  await page.keyboard.press('Control+Enter');
  // A blank one is left out, and the third is still the one that is meant.
  await expect(input(3)).toHaveAttribute('aria-invalid', 'true');
  await expect(input(3)).toHaveAccessibleDescription(/argument 2: expected .* found "a box"/);
  await expect(page.getByRole('alert')).toHaveCount(1);
  for (const number of [1, 2]) {
    await expect(input(number)).toHaveAttribute('aria-invalid', 'false');
    await expect(input(number)).toHaveAccessibleDescription('');
  }
  await page.getByRole('tab', { name: 'Results' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Inputs' }).click();

  await input(3).fill('[[0, 0, 1e101, 1], []]');
  await expect(input(3)).toHaveAttribute('aria-invalid', 'false');
  await page.keyboard.press('Control+Enter');
  // What only the question's validator can tell.
  await expect(input(3)).toHaveAttribute('aria-invalid', 'true');
  await expect(input(3)).toHaveAccessibleDescription(/1e\+?100/);

  await input(3).fill('[[0, 0, 1, 1], []]');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(verdict(page, 'Run', 'Accepted')).toBeVisible();
});

test('a text that is no number is marked and says what to do', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'urn-draws');
  const field = page.getByLabel('Your answer');
  await field.fill('about half');
  await expect(field).toHaveAttribute('aria-invalid', 'false');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(/is not a number.*Write one number/);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('tabpanel', { name: 'Results' })).not.toContainText('not a number');
  await field.fill('0');
  await expect(field).toHaveAttribute('aria-invalid', 'false');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: /^Submission: / })).toBeVisible();
});

test('a narrow screen goes to the field that was refused', async ({ page, onsite }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openQuestion(page, onsite, 'urn-draws');
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await page.getByLabel('Your answer').fill('one in three');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Your answer')).toBeVisible();
  await expect(page.getByRole('alert')).toBeVisible();
});

test('a kept claim of no known class claims nothing', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'lru-cache');
  const opened = '/api/questions/lru-cache/open';
  const { attempt } = await ask<{ attempt: { id: string } }>(page, 'POST', opened, {
    fresh: false,
  });
  const draft = { text: '{"time":"n!","space":"n"}', cursor: 0, version: 1 };
  await ask(page, 'PUT', `/api/attempts/${attempt.id}/drafts/claim`, draft);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Time' })).toHaveValue('');
  await expect(page.getByRole('combobox', { name: 'Extra memory' })).toHaveValue('n');
  await write(page, shipped('lru-cache', 'wrong_answer/zero_is_absent.py'));
  await page.keyboard.press('Control+Shift+Enter');
  await expect(verdict(page, 'Submission', 'Wrong answer')).toContainText(
    'You claimed O(n) extra memory',
  );
});
