/** From an empty data directory to the first verdicts: wrong, slow, right, in both languages. */
import {
  editor,
  expect,
  FAILS_ON_LONG,
  openQuestion,
  shipped,
  test,
  verdict,
  write,
} from './onsite';

const QUESTION = 'weighted-sampling';

test('a newcomer gets to a first verdict in a few clicks', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible();
  await page.getByRole('list').getByRole('link').first().click();
  await expect(editor(page)).toBeVisible();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('article', { name: /^Run: / })).toBeVisible();
});

test('weighted sampling in Python: wrong, slow and right, with a claim', async ({
  page,
  onsite,
}) => {
  await page.getByRole('link', { name: 'Practise' }).click();
  await page.getByRole('searchbox').fill('weighted random');
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle(/Weighted random sampling/);
  await page.getByRole('combobox', { name: 'Time' }).selectOption('log n');
  await page.getByRole('combobox', { name: 'Extra memory' }).selectOption('n');

  await write(page, shipped(QUESTION, 'wrong_answer/seeds_in_draw.py'));
  await page.keyboard.press('Control+Enter');
  const run = verdict(page, 'Run', 'Wrong answer');
  await expect(run).toBeVisible();
  await expect(run.getByRole('heading', { name: /First failing case/ })).toContainText('01-one');

  await page.keyboard.press('Control+Shift+Enter');
  const wrong = verdict(page, 'Submission', 'Wrong answer');
  await expect(wrong).toBeVisible();
  for (const title of ['Input', 'Expected', 'Actual']) {
    await expect(wrong.getByText(title, { exact: true })).toBeVisible();
  }
  await expect(wrong.getByRole('row', { name: /01-one-to-three/ })).toContainText(
    /\d+ ms.*(KiB|MiB)/,
  );
  await expect(wrong.getByRole('heading', { name: 'Evidence recorded' })).toBeVisible();
  await expect(wrong.getByText('Against').first()).toBeVisible();

  await write(page, shipped(QUESTION, 'time_limit_exceeded/linear_scan.py'));
  await page.keyboard.press('Control+Shift+Enter');
  await expect(verdict(page, 'Submission', 'Time limit exceeded')).toBeVisible();

  await write(page, shipped(QUESTION, 'accepted/prefix_sums.py'));
  await page.keyboard.press('Control+Shift+Enter');
  const right = verdict(page, 'Submission', 'Accepted');
  await expect(right).toBeVisible();
  await expect(right.getByRole('heading', { name: 'Your claim' })).toBeVisible();
  await expect(right.getByText('For', { exact: true }).first()).toBeVisible();

  await page.reload();
  await expect(verdict(page, 'Submission', 'Accepted')).toBeVisible();
  await page.getByRole('tab', { name: 'Attempts' }).click();
  await expect(page.getByRole('button', { name: /open this submission/ })).toHaveCount(3);
  await page.goto(onsite.origin);
  await expect(page.getByRole('heading', { name: 'Solved lately' })).toBeVisible();
});

test('weighted sampling in C++: uncompilable, wrong and right', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await page.getByLabel('Language').selectOption('cpp');
  await write(page, 'int main( {');
  await page.keyboard.press('Control+Shift+Enter');
  const uncompiled = verdict(page, 'Submission', 'Compile error');
  await expect(uncompiled.getByRole('heading', { name: 'What the compiler said' })).toBeVisible();

  await write(page, shipped(QUESTION, 'wrong_answer/falls_to_the_last.cpp'));
  await page.keyboard.press('Control+Shift+Enter');
  await expect(verdict(page, 'Submission', 'Wrong answer')).toContainText('13-total');

  await write(page, shipped(QUESTION, 'accepted/prefix_sums.cpp'));
  await page.keyboard.press('Control+Shift+Enter');
  await expect(verdict(page, 'Submission', 'Accepted')).toContainText('Compiled in');
});

test('a failing case is copied to the own inputs and run again', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'iou');
  await page.keyboard.press('e');
  await page.keyboard.press('Control+Shift+Enter');
  const first = page.getByRole('article', { name: /^Submission: / });
  await expect(first).toBeVisible();
  await first.getByRole('button', { name: 'Copy to own inputs' }).click();
  await expect(first.getByRole('button', { name: 'Copied' })).toBeVisible();
  await page.getByRole('tab', { name: 'Inputs' }).click();
  await expect(page.getByLabel('Own input 1', { exact: true })).toHaveValue(/\S/);
  await page.getByRole('button', { name: 'Add an input' }).click();
  await page.getByLabel('Own input 2', { exact: true }).fill('not an input');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByLabel('Own input 2', { exact: true })).toHaveAccessibleDescription(
    /It is not JSON/,
  );
  await page.getByRole('button', { name: 'Remove own input 2' }).click();
  await page.keyboard.press('Control+Enter');
  const again = page.getByRole('article', { name: /^Run: / });
  await expect(again.getByRole('rowheader', { name: /own$/ })).toBeVisible();
});

test('a failing input too long to be shown says so and is not copied', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'lru-cache');
  await write(page, FAILS_ON_LONG);
  await page.keyboard.press('Control+Shift+Enter');
  const judged = verdict(page, 'Submission', 'Wrong answer');
  await expect(judged.getByText('The input is shortened here')).toBeVisible();
  const input = await judged.getByRole('figure').first().locator('pre').innerText();
  expect(input.length).toBeGreaterThan(4000);
  expect(input.length).toBeLessThan(5000);
  expect(input.endsWith('…')).toBe(true);
  const copy = judged.getByRole('button', { name: 'Copy to own inputs' });
  await expect(copy).toHaveAttribute('aria-disabled', 'true');
  await expect(copy).toHaveAccessibleDescription(/cannot be copied whole/);
  await copy.click({ force: true });
  await copy.press('Enter');
  await page.getByRole('tab', { name: 'Inputs' }).click();
  await expect(page.getByRole('button', { name: 'Add an input' })).toBeVisible();
  await expect(page.getByLabel('Own input 1', { exact: true })).toHaveCount(0);
});

test('judging shows its steps and can be cancelled', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await write(page, 'import time\nwhile True:\n    time.sleep(0.1)\n');
  await page.keyboard.press('Control+Shift+Enter');
  const judging = page.getByRole('region', { name: 'Judging' });
  await judging.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Nothing was judged and nothing counts.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Submit', exact: true })).toBeEnabled();
});

test('a submission that is being judged is found again after a reload', async ({
  page,
  onsite,
}) => {
  await openQuestion(page, onsite, QUESTION);
  await write(page, shipped(QUESTION, 'accepted/alias.py'));
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByRole('region', { name: 'Judging' })).toBeVisible();
  await page.reload();
  await expect(verdict(page, 'Submission', 'Accepted')).toBeVisible();
});
