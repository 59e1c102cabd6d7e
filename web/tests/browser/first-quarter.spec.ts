/** The first quarter of an hour, from an empty data directory to the packet of a small debrief. */
import { clean, fits } from './axe';
import { expect, saved, shipped, test, verdict, write } from './onsite';
import { button, heading, log, tell } from './rooms';

test('the first quarter of an hour, left and taken up again at every step', async ({
  page,
  onsite,
}) => {
  test.setTimeout(240_000);
  page.setDefaultTimeout(20_000);
  const offer = page.getByRole('region', { name: 'First quarter of an hour' });
  const steps = offer.getByRole('list', { name: 'Its steps' });
  /** Leaves for the first page, where the next step is offered first, and takes it. */
  const leave = async (step: string, next: string) => {
    await page.goto(onsite.origin);
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(
      'First quarter of an hour',
    );
    await expect(steps.locator('[aria-current]')).toContainText(step);
    await offer.getByRole('link', { name: next }).click();
  };

  // Role, level and day: asked first, each may stay open, and what was said is kept.
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(
    'First quarter of an hour',
  );
  await expect(offer).toContainText('At most 15 minutes');
  await expect(offer.getByLabel('Role')).toHaveValue('');
  await offer.getByLabel('Level').selectOption('L6');
  await fits(page, 'today, first quarter');
  await expect(async () => {
    await page.reload();
    await expect(offer.getByLabel('Level')).toHaveValue('L6', { timeout: 1_000 });
  }).toPass();
  await offer.getByLabel('Day of the interview').fill('2126-12-01');
  await offer.getByRole('button', { name: 'Begin' }).click();

  await expect(heading(page)).toHaveText('A question and a story');
  await expect(page.getByText('The clock does not end this round.')).toBeVisible();
  await clean(page, 'before the first quarter');
  await leave('A question and a story', 'Sit A question and a story');
  await button(page, 'Start the round').click();
  await expect(log(page)).toContainText('We have 12 minutes');

  // The question, with its cost claimed, and what is asked after it.
  await button(page, 'To the next part: Technical part').click();
  await expect(
    page.getByRole('heading', { level: 2, name: 'Weighted random sampling' }),
  ).toBeVisible();
  await page.getByLabel('Say something').fill('zero weights then?');
  await button(page, 'Ask for a fact').click();
  await expect(log(page)).toContainText('zero weights then?');
  await page.getByRole('combobox', { name: 'Time' }).selectOption('log n');
  await page.getByRole('combobox', { name: 'Extra memory' }).selectOption('n');
  await write(page, shipped('weighted-sampling', 'accepted/prefix_sums.py'));
  await saved(page);
  await leave('A question and a story', 'Go on with A question and a story');
  await button(page, 'Submit').click();
  await expect(verdict(page, 'Submission', 'Accepted')).toBeVisible();
  await expect(log(page).getByText('Accepted')).toBeVisible();
  await button(page, 'Go on').click();
  await expect(log(page).getByText('Follow-up')).toHaveCount(1);

  // The story and three probes; the server goes away in between.
  await button(page, 'To the next part: Leadership principles').click();
  await expect(page.getByRole('textbox', { name: 'Context', exact: true })).toBeVisible();
  await tell(page);
  await saved(page);
  await onsite.stop('SIGKILL');
  await onsite.start();
  await leave('A question and a story', 'Go on with A question and a story');
  await button(page, 'Submit').click();
  await expect(log(page).getByText('Measured')).toBeVisible();
  const asked = log(page).getByText(/^(?:Probe|Follow-up)$/);
  for (const count of [2, 3, 4]) {
    await button(page, 'Go on').click();
    await expect(asked).toHaveCount(count);
  }
  await clean(page, 'the round of the first quarter');
  await button(page, 'To the next part: Your own questions').click();
  await button(page, 'End the round…').click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the round' }).click();

  // Prediction, scorecard, debrief.
  await leave('Predict the vote', 'Predict the vote of A question and a story');
  await page.getByRole('radio', { name: 'Hire', exact: true }).check();
  await button(page, 'Predict this vote').click();
  await leave('Scorecard', 'Write the scorecard of A question and a story');
  await page.getByLabel('Notes', { exact: true }).fill('Right at once; the story was short.');
  await page
    .getByRole('group', { name: /^Ownership/ })
    .getByLabel('At the bar')
    .check();
  await saved(page);
  await button(page, 'Seal the scorecard…').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Seal it' }).click();
  await leave('Debrief', 'Open the debrief');
  await button(page, 'Open the debrief').click();
  await expect(
    page.getByText('Applied scientist, L6 Senior; interview on 2126-12-01'),
  ).toBeVisible();
  await leave('Debrief', 'Read the scorecards');
  await button(page, 'I have read everything').click();
  await leave('Debrief', 'Discuss and decide');
  await page.getByRole('radio', { name: /^No decision/ }).check();
  await button(page, 'Write the decision down').click();
  await leave('Debrief', 'Hear the outcome');
  await button(page, 'Be told').click();
  await expect(page.getByText(/^You were told on/)).toBeVisible();
  const mends = page.getByRole('region', { name: 'Things to mend' }).getByRole('link');
  await expect(mends.first()).toHaveAttribute('href', /^\/practise\//);

  // Held once, it is offered no more.
  await page.goto(onsite.origin);
  await expect(heading(page)).toHaveText('Today');
  await expect(page.getByRole('heading', { name: 'Solved lately' })).toBeVisible();
  await expect(offer).toBeHidden();
});

test('who does not want the first quarter of an hour is not asked again, and may change it', async ({
  page,
}) => {
  const offer = page.getByRole('region', { name: 'First quarter of an hour' });
  await offer.getByRole('button', { name: 'Not now' }).click();
  await expect(offer).toBeHidden();
  await page.getByRole('link', { name: 'Settings' }).click();
  const wanted = page.getByRole('checkbox', { name: /^Offer the first quarter of an hour/ });
  await expect(wanted).not.toBeChecked();
  await page.reload();
  await expect(wanted).not.toBeChecked();
  await wanted.check();
  await page.getByRole('link', { name: 'Today' }).click();
  await expect(offer).toBeVisible();
});
