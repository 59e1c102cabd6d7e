/** What the browser tests of the rooms of a loop share: pressing, planning, telling. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './onsite';

/** A button by its name. */
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
/** The page's heading. */
export const heading = (page: Page) => page.getByRole('heading', { level: 1 });
/** The conversation of a round. */
export const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });
/** Goes to a control by the Tab key alone. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let steps = 0; steps < 200; steps += 1) {
    if (await target.evaluate((node) => node === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`no way by Tab to ${target}`);
}

/** Presses a control by keyboard alone. */
export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Types into a field by keyboard alone. */
export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.insertText(text);
}

/** Plans a loop and goes to its page. */
export async function plan(page: Page, rounds: string[]): Promise<void> {
  await page.getByRole('link', { name: 'Loops', exact: true }).click();
  for (const name of ['Coding', 'Leadership principles']) {
    await page.getByRole('checkbox', { name }).setChecked(rounds.includes(name));
  }
  await button(page, 'Plan this loop').click();
  await expect(page.getByRole('heading', { name: 'Rounds' })).toBeVisible();
}

/** A telling with gaps to probe into. */
export const STORY: Record<string, string> = {
  Context: 'Our team ran the ranking of a shop with nine million visitors a month.',
  Problem: 'Sales from search had fallen for three weeks and nobody knew why.',
  Actions: 'We looked at the logs and I split the fall by device.',
  Decisions: 'We could have rolled back; I kept the release since only one device was hit.',
  Result: 'Sales came back by 4 percent.',
  Lesson: 'I now look at devices first.',
};

/** Types the telling. */
export async function tell(page: Page): Promise<void> {
  for (const [title, text] of Object.entries(STORY)) {
    await page.getByRole('textbox', { name: title, exact: true }).fill(text);
  }
}
