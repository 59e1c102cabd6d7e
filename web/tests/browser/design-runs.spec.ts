/** Looking into runs of a design: tried at once, broken by hand, followed call by call, compared. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fits } from './axe';
import { expect, openQuestion, ROOT, test, verdict } from './onsite';

const QUESTION = 'ads-ranking';
const GOOD = readFileSync(join(ROOT, 'bank/design', QUESTION, 'designs/two_stages.toml'), 'utf8');

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'System' }).click();
  await page.getByRole('button', { name: 'Both', exact: true }).click();
  await page.getByRole('textbox', { name: 'Your design' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('a design is tried: a fault by hand makes it miss, and a slider mends it', async ({
  page,
  onsite,
}) => {
  test.slow();
  await openQuestion(page, onsite, QUESTION);
  await write(page, GOOD);
  await page.getByRole('tab', { name: 'Try it' }).click();
  const shown = page.getByRole('region', { name: 'Preview' });
  await expect(shown.getByRole('heading', { name: 'Preview (simulated, one run)' })).toBeVisible();
  const p99 = shown.getByRole('row', { name: /Latency, 99th percentile/ }).first();
  await expect(p99).toContainText('Meets');
  await expect(shown.getByRole('img', { name: /Requests by time/ })).toBeVisible();

  // Under the scenario with a crash, half of what is left goes as well.
  await page.getByRole('combobox', { name: 'Scenario' }).selectOption('crash');
  const goodput = shown.getByRole('row', { name: /Answered in time/ }).first();
  await expect(goodput).toContainText('Meets');
  const form = page.getByRole('form', { name: 'A fault by hand' });
  await form.getByRole('combobox', { name: 'What breaks' }).selectOption('crash');
  await form.getByRole('combobox', { name: 'Component' }).selectOption('ranker');
  await form.getByRole('spinbutton', { name: 'Of its instances, %' }).fill('50');
  await form.getByRole('spinbutton', { name: 'Begins, s' }).fill('0.17');
  await form.getByRole('spinbutton', { name: 'Lasts, s' }).fill('0.06');
  await form.getByRole('button', { name: 'Throw it in' }).click();
  await expect(goodput).toContainText('Misses');
  await expect(
    shown.getByText(/50% of ranker is down from 0.17 s to 0.23 s/).first(),
  ).toBeVisible();
  await expect(shown.getByText(/From 0\.\d+ s on: .*ranker/).first()).toBeVisible();
  await fits(page, 'a preview that misses');

  // More rankers carry it; the slider is in the settings of the box.
  await page.getByRole('button', { name: 'Fit' }).click();
  await page.locator('.place[data-id="ranker"]').click();
  await page.getByRole('slider', { name: 'Instances, as a slider' }).fill('20');
  await expect(goodput).toContainText('Meets');
  await page.getByRole('button', { name: /^Take out ?: 50% of ranker/ }).click();
  await expect(page.getByRole('list', { name: 'Faults by hand' })).toHaveCount(0);

  // Four times the load is too much again.
  await page.getByRole('combobox', { name: 'Scenario' }).selectOption('usual');
  await page.getByRole('slider', { name: 'Load' }).fill('4');
  // Behind a queue that grows there is no p99 to show.
  await expect(p99).toContainText('no figure');
  await expect(p99).toContainText('Misses');

  // What does not read is said, and the last figures stay.
  await page.getByRole('textbox', { name: 'Your design' }).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('\n[[link]]\nfrom = "edge"\nto = "nowhere"\n');
  await expect(page.getByText('The design does not read.')).toBeVisible();
  await expect(shown).toContainText('Of the last design that read.');
});

test('a slow request is followed call by call, and two runs are compared', async ({
  page,
  onsite,
}) => {
  await openQuestion(page, onsite, QUESTION);
  await write(page, GOOD.replace('instances = 10', 'instances = 7'));
  await page.keyboard.press('Control+Shift+Enter');
  const missed = verdict(page, 'Submission', 'Misses an objective');
  await expect(missed).toBeVisible({ timeout: 60_000 });
  await expect(missed.getByText(/From .*: .*ranker was full/).first()).toBeVisible();

  const slow = missed.getByText(/^A slow request, call by call/).first();
  await slow.focus();
  await page.keyboard.press('Enter');
  const calls = missed.getByRole('table', { name: /^A slow request:/ }).first();
  await expect(calls.getByRole('row', { name: /edge/ }).first()).toContainText('answered');
  await expect(calls.getByRole('row', { name: /ranker #\d+/ }).first()).toBeVisible();
  await expect(calls.getByText('the answer waited for it:').first()).toBeAttached();
  await fits(page, 'a slow request');

  await write(page, GOOD);
  await page.keyboard.press('Control+Shift+Enter');
  const met = verdict(page, 'Submission', 'Meets the objectives');
  await expect(met).toBeVisible({ timeout: 60_000 });
  await met.getByText('Compare two runs').click();
  const objectives = met.getByRole('table', { name: 'Objectives, compared' });
  const goodput = objectives.getByRole('row', { name: /Answered in time/ });
  await expect(goodput).toContainText('Misses');
  await expect(goodput).toContainText('Meets');
  const parts = met.getByRole('table', { name: /^Components, compared/ }).first();
  await expect(parts.getByRole('row', { name: /^ranker/ })).toContainText('7 → 10');
  const lines = met.getByRole('group', { name: 'Lines that differ' });
  await expect(lines.getByRole('listitem')).toHaveText([/instances = 7/, /instances = 10/]);
  await fits(page, 'two runs compared');
});

test('a submission tells how far it is, and is cancelled within a second', async ({
  page,
  onsite,
}) => {
  await openQuestion(page, onsite, QUESTION);
  // Retries without a bound: each scenario is stepped to its limit.
  const storm = GOOD.replace('timeout = "40ms"', 'timeout = "1ms"\nretries = 100');
  await write(page, storm);
  await page.keyboard.press('Control+Shift+Enter');
  const judging = page.getByRole('region', { name: 'Judging' });
  await expect(judging.getByText(/replication 1 of 4: [1-9]\d*%/)).toBeVisible();
  const began = Date.now();
  await judging.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Nothing was judged and nothing counts.')).toBeVisible();
  expect(Date.now() - began).toBeLessThan(1000);
});
