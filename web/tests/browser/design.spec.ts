/** A design: framed, refused with its line, missed, mended, met, kept. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fits } from './axe';
import { expect, openQuestion, ROOT, saved, test, verdict } from './onsite';

const QUESTION = 'ads-ranking';
const design = (name: string) =>
  readFileSync(join(ROOT, 'bank/design', QUESTION, 'designs', name), 'utf8');

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'System' }).click();
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await page.getByRole('textbox', { name: 'Your design' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('a design is framed, run, mended and meets every objective', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await expect(page.getByRole('heading', { name: 'Objectives' })).toBeVisible();
  await expect(
    page.getByText('100,000 requests a second: Latency, 99th percentile: at most 18 ms'),
  ).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Parts' })).toBeVisible();
  await fits(page, 'a framing sheet');

  // Framing comes first, and is one text with the system.
  const label = page.getByRole('group', { name: 'Which event is the label' });
  await label.getByRole('radio', { name: 'An order within seven days' }).check();
  await label.getByRole('textbox', { name: 'Why' }).fill('Orders are what the shop is paid for.');
  const retraining = page.getByRole('group', { name: 'How often is the model trained anew' });
  await retraining.getByRole('radio', { name: 'Every hour' }).check();
  await page.getByRole('button', { name: 'System' }).click();
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  const editor = page.getByRole('textbox', { name: 'Your design' });
  await expect(editor).toContainText('[framing.label]');
  await expect(editor).toContainText('pick = "order"');

  // What one starts from never calls a ranker, and the sheet contradicts itself.
  await page.keyboard.press('Control+Enter');
  const run = verdict(page, 'Run', 'Misses an objective');
  await expect(run).toBeVisible({ timeout: 60_000 });
  const objectives = run.getByRole('table', { name: 'Objectives' });
  await expect(objectives.getByRole('row', { name: /Answers of ranker/ })).toContainText('Misses');
  await expect(run.getByRole('heading', { name: 'Framing: 1 of 8 cells hold' })).toBeVisible();
  await expect(run.getByText(/Orders are known after seven days/).first()).toBeVisible();
  await fits(page, 'a design that misses');

  await write(page, '[[component]]\nname = "edge"\npart = "edge"\nservice = "1ns"\n');
  await page.keyboard.press('Control+Enter');
  const refused = page.getByRole('alert').filter({ hasText: 'does not read' });
  await expect(refused).toContainText('line 1: component "edge": service is the question\'s');

  await write(page, design('two_stages.toml'));
  await saved(page);
  await page.reload();
  await page.getByRole('button', { name: 'Framing' }).click();
  await expect(page.getByRole('radio', { name: /^Expected value of the page/ })).toBeChecked();
  await page.getByRole('button', { name: 'Submit' }).click();
  const met = verdict(page, 'Submission', 'Meets the objectives');
  await expect(met).toBeVisible({ timeout: 60_000 });
  await expect(met.getByRole('heading', { name: 'Framing: 8 of 8 cells hold' })).toBeVisible();
  await expect(met.getByRole('table', { name: 'What you expected' })).toContainText('15 ms');
  await expect(
    met
      .getByRole('row', { name: /^ranker/ })
      .getByRole('meter')
      .first(),
  ).toBeVisible();
  await expect(met.getByRole('heading', { name: 'Evidence recorded' })).toBeVisible();
  await fits(page, 'a design that meets');
});

const COMPONENTS: [part: string, instances: string][] = [
  ['light-ranker', '15'],
  ['features', '7'],
  ['ranker', '14'],
];

test('a design is built on the canvas by mouse, misses, is mended and meets', async ({
  page,
  onsite,
}) => {
  await openQuestion(page, onsite, QUESTION);
  await page.getByRole('button', { name: 'System' }).click();
  const box = (name: string) => page.locator(`.place[data-id="${name}"]`);
  await expect(box('index')).toBeVisible();
  for (const title of ['Light ranker', 'Feature store, online', 'Ranker on a GPU']) {
    await page.getByRole('button', { name: `Add ${title}` }).click();
  }
  for (const [name, instances] of COMPONENTS) {
    await page.getByRole('button', { name: 'Fit' }).click();
    await expect(box(name)).toBeVisible();
    const from = await box('edge').locator('[data-side=source]').boundingBox();
    const to = await box(name).boundingBox();
    if (from === null || to === null) {
      throw new Error(`${name} is not drawn`);
    }
    await page.mouse.move(from.x + 6, from.y + 6);
    await page.mouse.down();
    await page.mouse.move(to.x + 40, to.y - 10, { steps: 5 });
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 5 });
    await page.mouse.up();
    await expect(page.locator(`button[data-link="edge→${name}"]`)).toBeVisible();
    await box(name).click();
    await page.getByRole('textbox', { name: 'Instances' }).fill(instances);
    await page.keyboard.press('Tab');
  }
  await fits(page, 'a canvas');
  // The ranker is called together with what it needs.
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const refused = page.getByRole('alert').filter({ hasText: 'does not read' });
  await expect(refused).toContainText('nobody has asked it');

  const steps = [
    ['light-ranker', '2'],
    ['features', '3'],
    ['ranker', '4'],
  ];
  for (const [name, step] of steps) {
    await page.locator(`button[data-link="edge→${name}"]`).click();
    await page.getByRole('textbox', { name: 'Step' }).fill(step ?? '');
    await page.keyboard.press('Tab');
  }
  await box('ranker').click();
  await page.getByRole('textbox', { name: 'Instances' }).fill('7');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const missed = verdict(page, 'Run', 'Misses an objective');
  await expect(missed).toBeVisible({ timeout: 60_000 });
  await expect(missed.getByText('The queue of ranker keeps growing.').first()).toBeVisible();

  await page.getByRole('textbox', { name: 'Instances' }).fill('14');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(verdict(page, 'Submission', 'Meets the objectives')).toBeVisible({
    timeout: 60_000,
  });
});

test('the same by keyboard alone', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await page.getByRole('button', { name: 'System' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.place[data-id="index"]')).toBeVisible();
  for (const title of ['Light ranker', 'Feature store, online', 'Ranker on a GPU']) {
    await page.getByRole('button', { name: `Add ${title}` }).focus();
    await page.keyboard.press('Enter');
  }
  const set = async (field: string, value: string) => {
    await page.getByRole('textbox', { name: field }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
  };
  for (const [at, [name, instances]] of COMPONENTS.entries()) {
    await page.locator('.place[data-id="edge"] button').focus();
    await page.keyboard.press('l');
    const list = page.getByRole('listbox');
    await expect(list).toBeVisible();
    const options = await list.getByRole('option').allInnerTexts();
    const wanted = options.findIndex((option) => option.startsWith(name));
    expect(wanted, `${name} in ${options.join(', ')}`).toBeGreaterThanOrEqual(0);
    for (let down = 0; down < wanted; down += 1) {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    const link = page.locator(`button[data-link="edge→${name}"]`);
    await expect(link).toBeVisible();
    await link.focus();
    await page.keyboard.press('Enter');
    await set('Step', String(at + 2));
    await page.locator(`.place[data-id="${name}"] button`).focus();
    await page.keyboard.press('Enter');
    await set('Instances', instances);
  }
  await page.keyboard.press('Control+Enter');
  await expect(verdict(page, 'Run', 'Meets the objectives')).toBeVisible({ timeout: 60_000 });
});
