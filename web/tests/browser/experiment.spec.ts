/** A plan of an experiment: run, refused with its line, missed, mended, met, kept. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fits } from './axe';
import { expect, openQuestion, ROOT, saved, test, verdict } from './onsite';
import { press } from './rooms';

const QUESTION = 'stop-as-soon-as-sure';
const plan = (name: string) =>
  readFileSync(join(ROOT, 'bank/experiment', QUESTION, 'plans', name), 'utf8');

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your plan' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('a plan is run, mended and meets every objective', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await expect(page.getByRole('heading', { name: 'Objectives' })).toBeVisible();
  await expect(page.getByText('Finds the lift: at least 79.00%')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Your plan' })).toContainText('method = "naive"');

  // What one starts from looks five times at the bounds of one look.
  await page.keyboard.press('Control+Enter');
  const run = verdict(page, 'Run', 'Misses an objective');
  await expect(run).toBeVisible();
  const objectives = run.getByRole('table', { name: 'Objectives' });
  await expect(objectives.getByRole('row', { name: /^False alarms/ })).toContainText('Misses');
  await expect(objectives.getByRole('row', { name: /^Finds the lift/ })).toContainText('Meets');
  await expect(run.getByText(/one time in seven/)).toBeVisible();
  await expect(run.getByText(/^Simulated: 10,000 populations/)).toBeVisible();
  await fits(page, 'a plan that misses');

  await write(page, '[plan]\nusers_per_arm = 0\nmethod = "luck"\n');
  await page.keyboard.press('Control+Enter');
  const refused = page.getByRole('alert').filter({ hasText: 'does not read' });
  await expect(refused).toContainText('line 2');
  await expect(refused).toContainText('line 3');

  await write(page, plan('late_spending.toml'));
  await saved(page);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Your plan' })).toContainText('obrien_fleming');
  await page.getByRole('button', { name: 'Submit' }).click();
  const met = verdict(page, 'Submission', 'Meets the objectives');
  await expect(met).toBeVisible();
  await expect(met.getByRole('heading', { name: 'Evidence recorded' })).toBeVisible();
  await fits(page, 'a plan that meets');
  await page.getByRole('button', { name: 'Back to the start' }).click();
  await expect(page.getByRole('textbox', { name: 'Your plan' })).toContainText('method = "naive"');
});

const WORLD = `[world]
distribution = "bernoulli"
baseline = 0.05
lift = 0.005
`;

test('a plan is tried in a supposed world, moved by hand, handed in and looked into', async ({
  page,
  onsite,
}) => {
  await openQuestion(page, onsite, QUESTION);
  const plain = page.getByRole('textbox', { name: 'Your plan' });
  await expect(plain).toContainText('looks = 5');

  // Opened and filled by keyboard alone.
  await plain.focus();
  await page.keyboard.press('Escape');
  const suppose = page.locator('summary', { hasText: 'Try it in a world you suppose' });
  await press(page, suppose);
  await expect(page.getByRole('slider', { name: 'Lift you suppose' })).toBeDisabled();
  const world = page.getByRole('textbox', { name: 'The world you suppose' });
  await world.click();
  await page.keyboard.insertText(WORLD);
  const preview = page.getByRole('region', { name: 'Preview' });
  const settled = () => expect(preview).toHaveAttribute('aria-busy', 'false');
  const told = (title: string) =>
    preview.locator('p span', { hasText: title }).locator('strong').first();
  await expect(told('False alarms')).toHaveText(/^1[345]\.\d\d%$/);
  await settled();
  const peeking = await told('Finds the lift').textContent();

  // A larger lift is found more often; the number stands in the world's text and nowhere else.
  const lift = page.getByRole('slider', { name: 'Lift you suppose' });
  await expect(lift).toHaveAttribute('aria-valuetext', '0.005');
  await lift.focus();
  for (let step = 0; step < 10; step += 1) {
    await page.keyboard.press('ArrowRight');
  }
  await expect(world).toContainText('lift = 0.006');
  await expect(told('Finds the lift')).not.toHaveText(peeking ?? '');
  await settled();
  expect(parseFloat((await told('Finds the lift').textContent()) ?? '')).toBeGreaterThan(
    parseFloat(peeking ?? '') + 5,
  );

  // Fewer users by mouse, into the plan's text; one step of its history takes them back.
  const before = await plain.textContent();
  const users = page.getByRole('slider', { name: 'Users in an arm' });
  const power = await told('Finds the lift').textContent();
  const box = (await users.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.click(box.x + box.width / 4, box.y + box.height / 2);
  await expect(plain).not.toContainText(before ?? '');
  await expect(told('Finds the lift')).not.toHaveText(power ?? '');
  await settled();
  expect(parseFloat((await told('Finds the lift').textContent()) ?? '')).toBeLessThan(30);
  await plain.focus();
  await page.keyboard.press('Control+z');
  await expect(told('Finds the lift')).toHaveText(power ?? '');

  // What does not read is said with its text and line, and a mended number runs again.
  const looks = page.getByRole('slider', { name: 'Looks' });
  await looks.focus();
  await page.keyboard.press('Home');
  await expect(plain).toContainText('looks = 1');
  await expect(told('False alarms')).toHaveText(/^[45]\.\d\d%$/);
  await world.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('luck = 1\n');
  await expect(page.getByRole('alert')).toContainText('your world, line 5');
  await page.keyboard.press('Control+z');
  await expect(told('False alarms')).toHaveText(/^[45]\.\d\d%$/);
  await preview.locator('summary', { hasText: 'Figures and distributions' }).click();
  await expect(preview.getByText('Simulated in the world you suppose')).toBeVisible();
  await fits(page, 'a plan in a supposed world');

  // Nothing of this was recorded; a submission shows what its figures are made of.
  await saved(page);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'The world you suppose' })).toContainText('lift');
  await expect(verdict(page, 'Run', 'Unjudged')).toHaveCount(0);
  await write(page, plan('late_spending.toml'));
  await page.getByRole('button', { name: 'Submit' }).click();
  const met = verdict(page, 'Submission', 'Meets the objectives');
  await expect(met).toBeVisible();
  for (const chart of [
    /^P-values without a lift/,
    /^P-values with the lift/,
    /^Estimates with the lift/,
    /^The statistic from look to look/,
  ]) {
    await expect(met.getByRole('img', { name: chart })).toBeVisible();
  }
  const estimates = met.locator('figure', { hasText: 'Estimates with the lift' });
  await press(page, estimates.locator('summary'));
  const table = estimates.getByRole('table');
  await expect(table.getByRole('row')).toHaveCount(41);
  const paths = met.locator('figure', { hasText: 'The statistic from look to look' });
  await paths.locator('summary').click();
  await expect(paths.getByRole('row', { name: /^Boundary/ })).toContainText('4.56');
  await expect(paths.getByRole('row')).toHaveCount(42);
  await fits(page, 'a plan that is looked into');
});
