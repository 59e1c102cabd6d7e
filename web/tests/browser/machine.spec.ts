/** What the pages say of the machine: a language that is missing, a clock that was set. */
import { editor, expect, openQuestion, saved, shipped, test, verdict, write } from './onsite';

test.describe('without a C++ compiler', () => {
  test.use({ machine: { without: ['g++'] } });

  test('the page says what to install; text is kept; Python works', async ({ page, onsite }) => {
    await openQuestion(page, onsite, 'iou');
    const language = page.getByLabel('Language');
    await language.selectOption({ label: 'C++ (not installed)' });
    await expect(page.getByText('C++ cannot run here.')).toBeVisible();
    await expect(page.getByText('install GCC 10 or newer')).toBeVisible();
    await write(page, shipped('iou', 'accepted/clamped.cpp'));
    await saved(page);
    for (const name of ['Run', 'Submit']) {
      await expect(page.getByRole('button', { name, exact: true })).toBeDisabled();
    }
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Shift+Enter');

    await language.selectOption({ label: 'Python' });
    await expect(page.getByText('cannot run here')).toBeHidden();
    await write(page, shipped('iou', 'accepted/clamped.py'));
    await page.keyboard.press('Control+Shift+Enter');
    await expect(verdict(page, 'Submission', 'Accepted')).toBeVisible();
    await page.getByRole('tab', { name: 'Attempts' }).click();
    await expect(page.getByRole('button', { name: /open this submission/ })).toHaveCount(1);
    await language.selectOption({ label: 'C++ (not installed)' });
    await expect(editor(page)).toContainText('iou');

    await page.goto(`${onsite.origin}/settings`);
    const installed = page.getByRole('region', { name: 'What is installed' });
    const line = installed.getByRole('listitem').filter({ hasText: 'C++' });
    await expect(line).toContainText('Missing');
    await expect(line).toContainText('sudo apt install g++');
  });
});

test.describe('with a clock that was set', () => {
  test.use({
    machine: { environment: { ONSITE_CLOCK: '2026-03-01T09:00:00Z×0' } },
    timezoneId: 'UTC',
  });

  test('the first page says so, and times follow it', async ({ page, onsite }) => {
    const notice = page.getByText('The clock is set to 2026-03-01T09:00:00Z and stands still.');
    await expect(notice).toBeVisible();
    await expect(notice).toContainText('ONSITE_CLOCK');
    await openQuestion(page, onsite, 'iou');
    await page.getByRole('tab', { name: 'Attempts' }).click();
    await expect(page.getByRole('heading', { name: /^1 Mar, 09:00/ })).toBeVisible();
  });
});

test('the first page says nothing of a clock that was not set', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible();
  await expect(page.getByText(/clock/i)).toHaveCount(0);
});
