/** Practise: lists, the next question, one by chance, likeness; all by keyboard. */
import { rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { clean } from './axe';
import { ask, expect, openQuestion, test } from './onsite';
import { thousand } from './thousand';

const rows = (page: Page) => page.locator('ul.list a.row');

async function practise(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Practise' }).click();
  await expect(rows(page).first()).toBeVisible();
}

test('a first week is walked by keyboard', async ({ page }) => {
  await practise(page);
  await page.keyboard.press('l');
  const list = page.getByRole('combobox', { name: 'List' });
  await expect(list).toBeFocused();
  await list.selectOption('first-week');
  await expect(page).toHaveURL(/list=first-week/);
  await expect(page.getByRole('heading', { name: /Day 1 65 min/ })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(7);
  await expect(rows(page).first()).toContainText('Intersection over union');
  await clean(page, 'a list');
  await page.reload();
  await expect(page.getByRole('heading', { name: /Day 7/ })).toBeVisible();
  await page.keyboard.press('j');
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/practise\/iou$/);
});

test('a list keeps its order under a filter, and says where nothing is left', async ({ page }) => {
  await practise(page);
  const list = page.getByRole('combobox', { name: 'List' });
  await list.selectOption('topic-graphs');
  const status = page.getByRole('status').filter({ hasText: 'question' });
  await expect(status).toContainText(/^\d+ questions? of \d+$/);
  const graphs = await rows(page).count();
  await page.getByRole('combobox', { name: 'Level' }).selectOption('L5');
  expect(await rows(page).count()).toBeLessThan(graphs);
  await page.getByRole('combobox', { name: 'State' }).selectOption('to_review');
  await expect(page.getByText('No question fits all of this.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Random' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Next', exact: false })).toBeDisabled();
  await clean(page, 'nothing fits');
});

test('a question by chance is one of those shown', async ({ page }) => {
  await practise(page);
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('numeric');
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole('heading', { level: 1 }).first().click();
  await page.keyboard.press('r');
  await expect(page).toHaveURL(/practise\/(costs-precision-recall|urn-draws|users-per-arm)$/);
});

test('the editorial leads to a question like this one', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'two-stages');
  await page.getByRole('tab', { name: /Editorial/ }).click();
  await page.getByRole('button', { name: /Give up and read it/ }).click();
  await page.getByRole('button', { name: 'Give up and read', exact: true }).click();
  const section = page.locator('section').filter({ hasText: 'Next like this' });
  await expect(section.getByRole('link').first()).toBeVisible();
  await expect(section).toContainText(/(?:Same|Shared) topics?: .*hash maps/);
  await clean(page, 'an editorial');
  await page.getByRole('heading', { level: 1 }).first().click();
  await page.keyboard.press('n');
  await expect(page).not.toHaveURL(/two-stages/);
  const { questions } = await ask<{ questions: { id: string; standing: string }[] }>(
    page,
    'GET',
    '/api/questions',
  );
  expect(questions.find(({ id }) => id === 'two-stages')?.standing).toBe('gave_up');
});

test.describe('with a thousand questions', () => {
  const banks: string[] = [];
  test.use({
    machine: {
      bank: () => {
        const bank = thousand();
        banks.push(bank);
        return bank;
      },
    },
  });
  test.afterEach(() => banks.splice(0).forEach((bank) => rmSync(bank, { recursive: true })));

  test('the page draws what is in sight and no more', async ({ page }, info) => {
    test.slow();
    await practise(page);
    await expect(page.getByRole('status').filter({ hasText: '1,000 questions' })).toBeVisible();
    expect(await rows(page).count()).toBeLessThan(300);
    const measured = await page.evaluate(async () => {
      const sizes: Record<string, number> = {};
      for (const path of ['/api/questions', '/api/lists', '/api/lists/topic-chance']) {
        const begun = performance.now();
        const text = await (await fetch(path)).text();
        sizes[path] = text.length;
        sizes[`${path} ms`] = Math.round(performance.now() - begun);
      }
      const search = document.querySelector<HTMLInputElement>('input[type=search]');
      const begun = performance.now();
      if (search !== null) {
        search.value = 'urn 99';
        search.dispatchEvent(new Event('input', { bubbles: true }));
      }
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      sizes['search ms'] = Math.round(performance.now() - begun);
      return sizes;
    });
    info.annotations.push({ type: 'measured', description: JSON.stringify(measured) });
    expect(measured['/api/questions']).toBeLessThan(700_000);
    expect(measured['/api/lists']).toBeLessThan(50_000);
    // The numbers below a thousand in which 99 stands.
    await expect(rows(page)).toHaveCount(19);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('combobox', { name: 'List' }).selectOption('topic-chance');
    await expect(page).toHaveURL(/list=topic-chance/);
    await page.getByRole('heading', { level: 1 }).first().click();
    for (let step = 0; step < 3; step += 1) {
      await page.keyboard.press('j');
    }
    await expect(rows(page).nth(2)).toBeFocused();
  });
});
