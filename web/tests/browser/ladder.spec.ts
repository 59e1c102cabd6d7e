/** Hints, editorial, fresh attempts, and the numeric kind. */
import type { Page } from '@playwright/test';
import { editor, expect, openQuestion, test, write } from './onsite';

test('each hint says its cost and is recorded', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'lru-cache');
  await page.getByRole('tab', { name: 'Hints' }).click();
  for (const [index, step] of ['nudge', 'approach', 'key step'].entries()) {
    await page.getByRole('button', { name: `Take the hint: ${step}` }).click();
    await expect(page.getByRole('region', { name: `Hint ${index + 1}` })).toBeVisible();
  }
  await expect(page.getByText('You have taken every hint')).toBeVisible();
  await page.reload();
  await page.getByRole('tab', { name: 'Hints' }).click();
  await expect(page.getByRole('region', { name: /^Hint/ })).toHaveCount(3);
});

test('the editorial stays locked until giving up is confirmed', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'lru-cache');
  await page.getByRole('tab', { name: 'Editorial' }).click();
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await page.getByRole('button', { name: 'Give up and read it…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('no longer counts');
  await dialog.getByRole('button', { name: 'Keep working' }).click();
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await page.getByRole('button', { name: 'Give up and read it…' }).click();
  await dialog.getByRole('button', { name: 'Give up and read' }).click();
  await expect(page.getByRole('heading', { name: 'What is asked next' })).toBeVisible();

  await write(page, 'changed = True');
  await page.getByRole('button', { name: 'Start again' }).first().click();
  await expect(page.getByRole('timer')).toBeVisible();
  await expect(editor(page)).not.toContainText('changed = True');
  await page.getByRole('tab', { name: 'Attempts' }).click();
  await expect(page.getByText('Given up')).toBeVisible();
});

test('an old submission is read and put back into the editor', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'iou');
  await write(page, '# the first try');
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByRole('article', { name: /^Submission/ })).toBeVisible();
  await write(page, '# something else');
  await page.getByRole('tab', { name: 'Attempts' }).click();
  await page.getByRole('button', { name: /open this submission/ }).click();
  await page.getByRole('button', { name: 'Put it back into the editor' }).click();
  await expect(editor(page)).toContainText('# the first try');
});

test('a known wrong turn is explained, and new numbers are drawn', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'costs-precision-recall');
  const statement = page.getByRole('tabpanel', { name: 'Statement' });
  const before = await statement.innerText();
  const numbers = await drawn(page);
  await page.getByLabel('Your answer').fill(String(onlyMisses(numbers)));
  await page.keyboard.press('Enter');
  const wrong = page.getByRole('article', { name: 'Submission: Not right' });
  await expect(wrong).toContainText('left out the honest customers');

  await page.getByLabel('Your answer').fill(String(cost(numbers)));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Submission: Right' })).toBeVisible();

  await expect(async () => {
    await page.getByRole('button', { name: 'New numbers' }).click();
    await expect(page.getByRole('timer')).toBeVisible();
    expect(await statement.innerText()).not.toBe(before);
  }).toPass();
});

type Drawn = { rate: number; recall: number; precision: number; miss: number; alarm: number };

/** Reads the drawn values from the statement, which sets each in bold, in a fixed order. */
async function drawn(page: Page): Promise<Drawn> {
  const bold = page.getByRole('tabpanel', { name: 'Statement' }).getByRole('strong');
  const texts = await bold.allInnerTexts();
  const numbers = texts.map((text) => Number(/[\d.]+/.exec(text)?.[0]));
  const [rate = NaN, recall = NaN, precision = NaN, miss = NaN, alarm = NaN] = numbers;
  return { rate: rate / 100, recall: recall / 100, precision: precision / 100, miss, alarm };
}

const onlyMisses = ({ rate, recall, miss }: Drawn) => 1000 * rate * (1 - recall) * miss;

const cost = (numbers: Drawn) => {
  const { rate, recall, precision, alarm } = numbers;
  const caught = 1000 * rate * recall;
  return onlyMisses(numbers) + (caught / precision - caught) * alarm;
};
