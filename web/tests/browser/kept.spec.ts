/** Nothing that was typed is lost: reload, crash, two windows, two languages. */
import type { Page } from '@playwright/test';
import { editor, expect, openQuestion, saved, shipped, test, verdict, write } from './onsite';

const QUESTION = 'weighted-sampling';

test('text, cursor and language are as they were after a reload', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await write(page, 'alpha = 1\nbeta = 2\n');
  await page.keyboard.press('ArrowUp');
  await saved(page);
  await page.reload();
  await expect(editor(page)).toContainText('beta = 2');
  await page.keyboard.press('e');
  await page.keyboard.type('# here ');
  await expect(editor(page)).toContainText('# here beta = 2');

  await page.getByLabel('Language').selectOption('cpp');
  await write(page, 'int two;');
  await page.getByLabel('Language').selectOption('python');
  await expect(editor(page)).toContainText('# here beta = 2');
  await editor(page).focus();
  await page.keyboard.press('Control+z');
  await expect(editor(page)).not.toContainText('# here');
  await page.getByLabel('Language').selectOption('cpp');
  await saved(page);
  await page.reload();
  await expect(editor(page)).toContainText('int two;');
});

test('a word typed just before the page closes is there', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await write(page, 'half a wor');
  await page.goto(onsite.origin);
  await openQuestion(page, onsite, QUESTION);
  await expect(editor(page)).toContainText('half a wor');
});

test('a killed server loses no word, and judges what was submitted', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await write(page, shipped(QUESTION, 'accepted/prefix_sums.py'));
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByRole('region', { name: 'Judging' })).toBeVisible();
  await onsite.stop('SIGKILL');
  await page.keyboard.press('e');
  await page.keyboard.press('Control+End');
  await page.keyboard.type('# typed while it was gone');
  await expect(page.getByText('Onsite is not answering')).toBeVisible();
  await onsite.start();
  await expect(page.getByText('Onsite is not answering')).toBeHidden();
  await saved(page);
  await expect(verdict(page, 'Submission', 'Accepted')).toBeVisible();
  await page.reload();
  await expect(editor(page)).toContainText('# typed while it was gone');
});

test('a text typed while the server was gone survives a reload', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await write(page, 'kept = "on the server"\n');
  await saved(page);
  await onsite.stop('SIGKILL');
  await page.keyboard.type('kept = "in the browser"');
  await expect(page.getByText('Kept in this browser; not yet saved')).toBeVisible();
  await onsite.start();
  await page.reload();
  await expect(editor(page)).toContainText('kept = "in the browser"');
  await saved(page);
});

test('two windows on one answer: a clear choice, nothing overwritten', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await write(page, 'first = 0\n');
  await saved(page);
  const other = await page.context().newPage();
  await openQuestion(other, onsite, QUESTION);
  await write(other, 'second = 0\n');
  await saved(other);
  await page.bringToFront();
  await write(page, 'first = 1\n');
  const notice = page.getByRole('alert').filter({ hasText: 'changed in another window' });
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: 'Take the other text' }).click();
  await expect(editor(page)).toContainText('second = 0');
  await saved(page);
});

test('two windows on the own inputs: the same choice', async ({ page, onsite }) => {
  const add = async (window: Page, text: string) => {
    await window.getByRole('tab', { name: 'Inputs' }).click();
    await window.getByRole('button', { name: 'Add an input' }).click();
    await window.getByLabel('Own input 1', { exact: true }).fill(text);
  };
  const inputs = (window: Page) => window.getByRole('tabpanel', { name: 'Inputs' });
  await openQuestion(page, onsite, 'iou');
  const other = await page.context().newPage();
  await openQuestion(other, onsite, 'iou');
  await add(other, '[[0, 0, 1, 1], []]');
  await expect(inputs(other).getByText('Saved', { exact: true })).toBeVisible();
  await page.bringToFront();
  await add(page, '[[], []]');
  await inputs(page).getByRole('button', { name: 'Take the other text' }).click();
  await expect(page.getByLabel('Own input 1', { exact: true })).toHaveValue('[[0, 0, 1, 1], []]');
  await expect(inputs(page).getByText('Saved', { exact: true })).toBeVisible();
});

test('a claim chosen in two windows: the latest holds', async ({ page, onsite }) => {
  const time = (window: Page) => window.getByRole('combobox', { name: 'Time' });
  const choose = async (window: Page, claim: string) => {
    const stored = window.waitForResponse((one) => one.url().endsWith('/drafts/claim'));
    await time(window).selectOption(claim);
    return ((await (await stored).json()) as { saved: boolean }).saved;
  };
  await openQuestion(page, onsite, 'lru-cache');
  const other = await page.context().newPage();
  await openQuestion(other, onsite, 'lru-cache');
  expect(await choose(other, 'n')).toBe(true);
  await page.bringToFront();
  expect(await choose(page, 'n^2')).toBe(false);
  await page.waitForResponse((one) => one.url().endsWith('/drafts/claim'));
  await other.reload();
  await expect(time(other)).toHaveValue('n^2');
});

test('the timer survives a reload and stands still while paused', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'iou');
  const timer = page.getByRole('timer');
  await expect(timer).toHaveText(/0:0[2-9]/);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.reload();
  await expect(timer).toHaveText(/0:0[2-9]/);
  await expect(page.getByRole('button', { name: 'Resume' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});
