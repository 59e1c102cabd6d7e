/** A given design: looked at, reviewed by keyboard, refuted, confirmed, mended, passed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fits } from './axe';
import { expect, openQuestion, ROOT, saved, test, verdict } from './onsite';

const QUESTION = 'review-the-checkout';
const FIVE = readFileSync(join(ROOT, 'bank/design', QUESTION, 'designs/five.toml'), 'utf8');

const group = (page: Page, number: number) => page.getByRole('group', { name: `Risk ${number}` });

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
}

/** Adds a risk by keyboard: fields in their order, choices by their first letters. */
async function add(page: Page, number: number, risk: Record<string, string>): Promise<void> {
  await press(page, 'Add a risk');
  await expect(group(page, number).getByRole('combobox', { name: 'Component' })).toBeFocused();
  for (const [field, choice] of Object.entries(risk)) {
    const select = group(page, number).getByRole('combobox', { name: field });
    await expect(select).toBeFocused();
    if (choice.startsWith('Arrow')) {
      await page.keyboard.press(choice);
    } else {
      await page.keyboard.type(choice);
    }
    await page.keyboard.press('Tab');
  }
  await group(page, number).getByRole('textbox', { name: 'Why' }).focus();
  await page.keyboard.type('While it is gone, nothing stands in for it.');
  await page.keyboard.press('Tab');
}

test('a given design is reviewed by keyboard, mended and passes', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await expect(page.getByRole('heading', { name: 'What it has to survive' })).toBeVisible();
  await expect(
    page.getByRole('listitem').filter({ hasText: '30% of stock crashes' }),
  ).toBeVisible();

  // The design is there to be looked at.
  await expect(page.locator('.place[data-id="fraud"]')).toBeVisible();
  await page.locator('.place[data-id="fraud"] button').focus();
  await page.keyboard.press('Delete');
  await expect(page.locator('.place[data-id="fraud"]')).toBeVisible();
  await fits(page, 'a given design');

  await press(page, 'Risks');
  await expect(page.getByText('No risk is named yet.')).toBeVisible();
  await add(page, 1, {
    Component: 'receipts',
    Trouble: 'Single',
    Breaks: 'ArrowDown',
    Test: 'receipts',
  });
  await add(page, 2, {
    Component: 'baskets',
    Trouble: 'Single',
    Breaks: 'ArrowDown',
    Test: 'baskets crashes',
  });
  await expect(group(page, 2).getByRole('textbox', { name: 'For' })).toHaveValue('1s');

  // One history: what was added is undone, and done again.
  await press(page, 'Add a risk');
  await expect(group(page, 3)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(group(page, 3)).toBeHidden();
  await expect(page.getByText('Undone.')).toBeVisible();
  await fits(page, 'risks');

  await page.keyboard.press('Control+Enter');
  const run = verdict(page, 'Run', 'Misses something');
  await expect(run).toBeVisible({ timeout: 120_000 });
  await expect(run.getByRole('heading', { name: '1 of 5 flaws found' })).toBeVisible();
  const risks = run.getByRole('listitem').filter({ hasText: 'Single point of failure' });
  await expect(risks.nth(0)).toContainText('Refuted');
  await expect(risks.nth(0)).toContainText('Nobody waits for them');
  await expect(risks.nth(1)).toContainText('Confirmed');
  await expect(risks.nth(1)).toContainText('without the test');
  await expect(
    run.getByText('The payment provider takes two and a half times as long.'),
  ).toBeVisible();
  await fits(page, 'a review that misses something');

  // What is beyond what it has to survive is refused where it stands.
  const lasting = group(page, 2).getByRole('textbox', { name: 'For' });
  await lasting.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('9s');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+Enter');
  const refused = page.getByRole('alert').filter({ hasText: 'does not read' });
  await expect(refused).toContainText('need not survive this crash of "baskets"');
  await press(page, 'Undo');

  // The refuted one goes, the others come.
  await press(page, 'Take risk 1 out');
  await expect(group(page, 2)).toBeHidden();
  await expect(group(page, 1).getByRole('combobox', { name: 'Component' })).toHaveValue('baskets');
  await press(page, 'Text');
  await page.getByRole('textbox', { name: 'Your review' }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(FIVE);
  await saved(page);
  await press(page, 'Form');
  await expect(group(page, 5).getByRole('combobox', { name: 'Test' })).toHaveValue('slow payments');
  await press(page, 'Submit');
  const found = verdict(page, 'Submission', 'Finds what is wrong');
  await expect(found).toBeVisible({ timeout: 120_000 });
  await expect(found.getByRole('heading', { name: '5 of 5 flaws found' })).toBeVisible();
  await expect(found.getByRole('heading', { name: 'Evidence recorded' })).toBeVisible();
});
