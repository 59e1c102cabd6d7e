/** A loop of two rounds, from planning to the printed packet; nothing lost, nothing said twice. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { clean, fits } from './axe';
import { ask, expect, saved, shipped, test, verdict, write } from './onsite';
import { button, heading, log, plan, press, STORY, tabTo, tell, type } from './rooms';

const BANK = join(import.meta.dirname, '../../../bank/code');

type Asked = { question: string; title: string; phase: string; handed_in: number };
type Shown = { id: string; seen: number; rounds: { lines: unknown[]; questions: Asked[] }[] };

const loopOf = (page: Page) => /\/loops\/([^/]+)/.exec(page.url())?.[1] ?? '';
const shown = (page: Page) => ask<Shown>(page, 'GET', `/api/loops/${loopOf(page)}`);

test.describe('a loop of two rounds', () => {
  test.use({ machine: { environment: { ONSITE_CLOCK: '2026-11-21T09:00:00Z' } } });

  test('from planning to the printed packet, with a reload in every step', async ({
    page,
    onsite,
  }) => {
    test.setTimeout(360_000);
    page.setDefaultTimeout(20_000);

    // Planning: what cannot be sat yet says what it waits for.
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await expect(heading(page)).toHaveText('Loops');
    await expect(page.getByText('You have planned none yet.')).toBeVisible();
    const waiting = page.getByRole('checkbox', { name: 'ML breadth' });
    await expect(waiting).toBeDisabled();
    await expect(waiting).toHaveAccessibleDescription(/waits for short questions on breadth/);
    await page.getByLabel(/^Day of the interview/).fill('2026-12-01');
    await fits(page, 'loops, empty');
    await button(page, 'Plan this loop').click();
    await expect(page.getByRole('link', { name: 'Sit Coding' })).toBeVisible();
    await page.reload();
    await fits(page, 'loop');
    await page.goto(onsite.origin);
    await expect(page.getByRole('heading', { name: 'Your loop' })).toBeVisible();
    await clean(page, 'today with a loop');
    await page.getByRole('link', { name: /Sit Coding/ }).click();

    // Before the round.
    await expect(page.getByText('The clock does not stop.')).toBeVisible();
    await fits(page, 'before a round');
    await button(page, 'Start the round').click();
    const clock = page.getByRole('timer', { name: 'Time left in the round' });
    await expect(clock).toHaveText(/^59:\d\d left$/);
    await page.reload();
    await expect(clock).toHaveText(/^59:\d\d left$/);
    await expect(log(page)).toContainText('Thank you for coming.');

    // Behaviour: a story, and a probe that quotes it.
    await button(page, 'To the next part: Leadership principles').click();
    await expect(page.getByRole('textbox', { name: 'Context', exact: true })).toBeVisible();
    await tell(page);
    await fits(page, 'round, story');
    await saved(page);
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Lesson', exact: true })).toHaveValue(
      STORY['Lesson'] ?? '',
    );
    await button(page, 'Go on').click();
    await expect(page.getByRole('alert')).toContainText('waits for your answer');
    await button(page, 'Submit').click();
    await expect(log(page)).toContainText('Hands in an answer.');
    await expect(page.getByRole('article', { name: /^Submission: / })).toBeVisible();
    await expect(log(page).getByText('Measured')).toBeVisible();
    await button(page, 'Go on').click();
    await expect(log(page).getByText('Probe')).toBeVisible();
    await expect(log(page).getByText('On your words:')).toBeVisible();
    await page.getByLabel('Say something').fill('I split the fall by device myself.');
    await page.reload();
    await expect(page.getByLabel('Say something')).toHaveValue(
      'I split the fall by device myself.',
    );
    await page.getByLabel('Say something').press('Control+Enter');
    await expect(log(page)).toContainText('I split the fall by device myself.');
    await expect(page.getByLabel('Say something')).toHaveValue('');

    // Technical: a fact, a hint at its price, an answer, what is asked after it.
    await button(page, 'To the next part: Technical part').click();
    const asked = (await shown(page)).rounds[0]?.questions.at(-1);
    const question = asked?.question ?? '';
    await expect(page.getByRole('heading', { level: 2, name: asked?.title ?? '' })).toBeVisible();
    await page.getByLabel('Say something').fill('How large can the input be?');
    await button(page, 'Ask for a fact').click();
    await expect(log(page)).toContainText('How large can the input be?');
    const hint = button(page, 'Take a hint');
    await expect(hint).toHaveAccessibleDescription(/\w+ \w+/);
    await hint.click();
    await expect(log(page)).toContainText('Hint 1 is taken.');
    const file = readdirSync(join(BANK, question, 'submissions/accepted')).find((name) =>
      name.endsWith('.py'),
    );
    await write(page, shipped(question, `accepted/${file}`));
    await page.keyboard.press('Control+Shift+Enter');
    await expect(verdict(page, 'Submission', 'Accepted')).toBeVisible();
    await expect(log(page).getByText('Accepted')).toBeVisible();
    await fits(page, 'round, code');
    await page.reload();
    await expect(log(page).getByText('Accepted')).toBeVisible();
    const lines = log(page).getByRole('listitem');
    const before = await lines.count();
    await button(page, 'Go on').click();
    await expect(lines).toHaveCount(before + 1);
    await expect(lines.last().getByText(/^(?:Probe|Follow-up)$/)).toBeVisible();
    await page.getByRole('tab', { name: 'Notes' }).click();
    await page.getByLabel('Note as the interviewer').fill('Asked for the size of the input.');
    await button(page, 'Note it').click();
    await expect(page.getByText('Note: Asked for the size of the input.')).toBeVisible();
    await clean(page, 'notes');
    await page.getByRole('tab', { name: 'Conversation' }).click();

    await button(page, 'To the next part: Your own questions').click();
    await expect(log(page)).toContainText('What would you like to ask me?');
    await page.getByLabel('Say something').fill('never said');
    await button(page, 'End the round…').click();
    await clean(page, 'ending a round');
    await page.getByRole('dialog').getByRole('button', { name: 'End the round' }).click();

    // After it: what was not said is kept; the vote is predicted, the scorecard written and sealed.
    await expect(page.getByText(/^This round has ended/)).toBeVisible();
    await expect(page.getByText('never said')).toBeVisible();
    await page.reload();
    await expect(page.getByText('never said')).toBeVisible();
    await fits(page, 'after a round');
    await page.getByRole('radio', { name: 'Hire', exact: true }).check();
    await button(page, 'Predict this vote').click();
    await expect(page.getByText('You expect the vote: Hire.')).toBeVisible();
    await page.getByRole('link', { name: 'Write the scorecard' }).click();
    await expect(page.getByText('by the judge’s evidence; it cannot be changed here.')).toHaveCount(
      3,
    );
    await page.getByLabel('Notes', { exact: true }).fill('Asked one question; it was answered.');
    await button(page, 'Seal the scorecard…').click();
    await expect(page.getByRole('alert').filter({ hasText: 'cannot be sealed yet' })).toContainText(
      'Rate Dive Deep',
    );
    await page
      .getByRole('group', { name: /^Dive Deep/ })
      .getByLabel('At the bar')
      .check();
    await expect(page.locator('#focus-dive-deep').getByText('Anchors of')).toBeVisible();
    await page
      .getByRole('group', { name: /^Deliver Results/ })
      .getByLabel('Below the bar')
      .check();
    await expect(page.getByRole('alert').filter({ hasText: 'cannot be sealed yet' })).toContainText(
      'Cite a line',
    );
    const line = page.getByLabel('Rests on the line, for Deliver Results');
    await line.selectOption({ index: 3 });
    await button(page, /^Cite it ?, for Deliver Results/).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await saved(page);
    await page.reload();
    await expect(page.getByLabel('Notes', { exact: true })).toHaveValue(
      'Asked one question; it was answered.',
    );
    await expect(
      page.getByRole('list', { name: 'Lines that Deliver Results rests on' }),
    ).toContainText('#');
    await fits(page, 'scorecard');
    await button(page, 'Seal the scorecard…').click();
    await expect(page.getByRole('dialog')).toContainText('Sealing is final');
    await page.getByRole('dialog').getByRole('button', { name: 'Seal it' }).click();
    await expect(page.getByRole('table', { name: 'Ratings of Coding' })).toBeVisible();
    await page.getByLabel('Add an amendment').fill('The hint was small.');
    await button(page, 'Add it, with its date').click();
    await expect(page.getByText('The hint was small.')).toBeVisible();
    await page.reload();
    await expect(page.getByText('The hint was small.')).toBeVisible();
    await fits(page, 'sealed scorecard');

    // From here on by keyboard alone.
    await press(page, page.getByRole('link', { name: 'Sit Leadership principles' }));
    await press(page, button(page, 'Start the round'));
    await expect(log(page)).toContainText('bar raiser');
    await page.reload();
    await press(page, button(page, 'To the next part: Leadership principles'));
    const context = page.getByRole('textbox', { name: 'Context', exact: true });
    await expect(context).toBeVisible();
    for (const [title, text] of Object.entries(STORY)) {
      await type(page, page.getByRole('textbox', { name: title, exact: true }), text);
    }
    await page.keyboard.press('Control+Shift+Enter');
    await expect(log(page).getByText('Measured')).toBeVisible();
    await press(page, button(page, 'Go on'));
    await expect(log(page).getByText('Probe')).toBeVisible();
    await type(page, page.getByLabel('Say something'), 'The split was mine alone.');
    await page.keyboard.press('Control+Enter');
    await expect(log(page)).toContainText('The split was mine alone.');
    await press(page, page.getByRole('tab', { name: 'Conversation' }), 'ArrowRight');
    await type(page, page.getByLabel('Note as the interviewer'), 'Took the credit, with a reason.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Note: Took the credit, with a reason.')).toBeVisible();
    await press(page, page.getByRole('tab', { name: 'Notes' }), 'ArrowLeft');
    await page.reload();
    await press(page, button(page, 'End the round…'));
    await press(
      page,
      page.getByRole('dialog').getByRole('button', { name: 'End the round', exact: true }),
    );
    await expect(page.getByText(/^This round has ended/)).toBeVisible();
    await page.reload();
    await tabTo(page, page.getByRole('radio', { name: 'Strong no hire' }));
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('radio', { name: 'No hire', exact: true })).toBeChecked();
    await press(page, button(page, 'Predict this vote'));
    await press(page, page.getByRole('link', { name: 'Write the scorecard' }));
    await type(page, page.getByLabel('Notes', { exact: true }), 'One story, told in parts.');
    for (const name of ['Communication', 'Ownership', 'Earn Trust', 'Have Backbone']) {
      const group = page.getByRole('group', { name: new RegExp(`^${name}`) });
      await tabTo(page, group.getByRole('radio').first());
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await expect(group.getByLabel('At the bar')).toBeChecked();
    }
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByLabel(/^Rests on the line, for Have Backbone/));
    await page.keyboard.press('ArrowDown');
    await press(page, button(page, /^Cite it ?, for Have Backbone/));
    await expect(
      page.getByRole('list', { name: /^Lines that Have Backbone/ }).getByRole('listitem'),
    ).toHaveCount(1);
    await saved(page);
    await page.reload();
    await press(page, button(page, 'Seal the scorecard…'));
    await press(page, page.getByRole('dialog').getByRole('button', { name: 'Seal it' }));
    await press(page, page.getByRole('link', { name: 'Open the debrief' }));

    // The debrief.
    await fits(page, 'debrief, closed');
    await press(page, button(page, 'Open the debrief'));
    await expect(page.getByRole('heading', { name: 'Scorecards' })).toBeVisible();
    await page.reload();
    await fits(page, 'debrief, reading');
    await press(page, button(page, 'I have read everything'));
    const votes = page.getByRole('table', { name: 'Votes by round' });
    await expect(votes.getByRole('row', { name: /Coding/ })).toContainText('No hire');
    await page.reload();
    await expect(page.getByText('You expected no hire of Leadership principles')).toBeVisible();
    const gates = page.getByRole('region', { name: 'Gates' }).getByRole('listitem');
    await expect(gates.first()).toContainText('Unrated');
    await expect(page.getByRole('region', { name: 'Outcome' })).toContainText(
      'Behaviour was not rated by another person.',
    );
    await fits(page, 'debrief, discussion');

    await type(
      page,
      page.getByRole('textbox', { name: 'Argue for or against' }),
      'The answer passed at once.',
    );
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('alert')).toContainText('It rests on nothing.');
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Argue for or against' })).toHaveValue(
      'The answer passed at once.',
    );
    await tabTo(page, page.getByLabel('Rests on the line, for Argue for or against'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await press(page, button(page, /^Cite it ?, for Argue for or against/));
    await press(page, button(page, 'Argue it'));
    const discussion = page.getByRole('region', { name: 'Discussion' });
    await expect(discussion.getByText('The answer passed at once.').first()).toBeVisible();

    await tabTo(page, page.getByRole('radio', { name: /^Hire at L5/ }));
    await page.keyboard.press('Space');
    await press(page, button(page, 'Write the decision down'));
    await expect(page.getByRole('alert')).toContainText(/A hire needs|A decision needs/);
    await tabTo(page, page.getByRole('radio', { name: /^Hire at L5/ }));
    await page.keyboard.press('ArrowUp');
    await expect(page.getByRole('radio', { name: /^No decision/ })).toBeChecked();
    await press(page, button(page, 'Write the decision down'));
    await press(page, button(page, 'Be told'));
    await expect(page.getByText(/^You were told on/)).toBeVisible();
    await page.reload();
    await expect(page.getByText(/^You were told on/)).toBeVisible();
    await expect(
      page.getByRole('region', { name: 'Things to mend' }).getByRole('link'),
    ).not.toHaveCount(0);
    await fits(page, 'packet');

    // Every number leads to the line it rests on, and the packet is printed whole.
    const broken = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>('main a[href^="#"]')]
        .map((link) => link.getAttribute('href') ?? '')
        .filter((href) => document.querySelectorAll(`[id="${href.slice(1)}"]`).length !== 1),
    );
    expect(broken).toEqual([]);
    for (const cell of await votes.getByRole('cell').all()) {
      await expect(cell.getByRole('link')).toHaveCount(1);
    }
    await page.setViewportSize({ width: 700, height: 990 });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(button(page, 'Print the packet')).toBeHidden();
    await expect(page.getByRole('navigation')).toBeHidden();
    await expect(page.getByRole('link', { name: 'Back to the loop' })).toBeHidden();
    for (const text of ['One story, told in parts.', 'The hint was small.', 'The split was mine']) {
      await expect(page.getByText(text).first()).toBeVisible();
    }
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main *')]
        .filter((node) => node.checkVisibility() && node.closest('.unseen') === null)
        .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
        .map((node) => node.outerHTML.slice(0, 120)),
    );
    expect(cut).toEqual([]);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });
});

test('two windows in one round: the second is told, and loses nothing', async ({ page }) => {
  await plan(page, ['Coding']);
  await page.getByRole('link', { name: 'Sit Coding' }).click();
  await button(page, 'Start the round').click();
  await expect(log(page)).toContainText('Thank you for coming.');
  const other = await page.context().newPage();
  const moved = other.getByText('Another window went on with this loop.', { exact: true });
  await other.goto(page.url());
  await expect(log(other)).toContainText('Thank you for coming.');
  await other.getByLabel('Say something').fill('typed in the second window');

  await page.getByLabel('Say something').fill('said in the first window');
  await page.getByLabel('Say something').press('Control+Enter');
  await expect(log(page)).toContainText('said in the first window');

  await other.getByLabel('Say something').press('Control+Enter');
  await expect(moved).toBeVisible();
  await expect(log(other)).toContainText('said in the first window');
  await expect(log(other)).not.toContainText('typed in the second window');
  await expect(other.getByLabel('Say something')).toHaveValue('typed in the second window');
  await other.reload();
  await expect(other.getByLabel('Say something')).toHaveValue('typed in the second window');
  await button(other, 'Say it').click();
  await expect(log(other).getByText('typed in the second window')).toHaveCount(1);
  await expect(moved).toBeHidden();
  await other.close();
});

test('a scorecard written in two windows: a clear choice', async ({ page }) => {
  await plan(page, ['Coding']);
  await page.getByRole('link', { name: 'Sit Coding' }).click();
  await button(page, 'Start the round').click();
  await button(page, 'End the round…').click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the round' }).click();
  await page.getByRole('radio', { name: 'No hire', exact: true }).check();
  await button(page, 'Predict this vote').click();
  await page.getByRole('link', { name: 'Write the scorecard' }).click();
  const notes = (window: Page) => window.getByLabel('Notes', { exact: true });
  await expect(notes(page)).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await notes(other).fill('second');
  await saved(other);
  await notes(page).fill('first');
  const notice = page.getByRole('alert').filter({ hasText: 'changed in another window' });
  await expect(notice).toBeVisible();
  await clean(page, 'scorecard in conflict');
  await notice.getByRole('button', { name: 'Take the other one' }).click();
  await expect(notes(page)).toHaveValue('second');
  await saved(page);
  await other.close();
});

test('a loop is withdrawn on confirmation, and stays as it was', async ({ page }) => {
  await plan(page, ['Leadership principles']);
  await button(page, 'Withdraw from this loop…').click();
  await clean(page, 'withdrawing');
  await button(page, 'Go on with the loop').click();
  await expect(page.getByRole('link', { name: 'Sit Leadership principles' })).toBeVisible();
  await button(page, 'Withdraw from this loop…').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
  await expect(page.getByText('You ended this loop early.')).toBeVisible();
  await page.getByRole('link', { name: 'Loops', exact: true }).click();
  await expect(page.getByText('Withdrawn')).toBeVisible();
});

test('a loop that is not there, and a round that is not, say where to go', async ({
  page,
  onsite,
}) => {
  await page.goto(`${onsite.origin}/loops/0192d3a4-0000-7000-8000-000000000000`);
  await expect(page.getByRole('alert')).toBeVisible();
  await clean(page, 'unknown loop');
  await page.getByRole('link', { name: 'See every loop' }).click();
  await plan(page, ['Coding']);
  await page.goto(`${page.url()}/rounds/7`);
  await expect(heading(page)).toHaveText('There is no such round');
});

test.describe('with a clock that was set', () => {
  test.use({ machine: { environment: { ONSITE_CLOCK: '2026-11-21T09:00:00Z' } } });

  test('the time that is left is said, and its end keeps what was typed', async ({
    page,
    onsite,
  }) => {
    await plan(page, ['Coding']);
    await page.getByRole('link', { name: 'Sit Coding' }).click();
    await button(page, 'Start the round').click();
    await expect(log(page)).toContainText('Thank you for coming.');
    await page.getByLabel('Say something').fill('half a sent');
    // The round takes an hour: the last of it passes sixty times as fast, which the page learns
    // from two answers that lie two seconds apart.
    await onsite.stop();
    await onsite.start({ ONSITE_CLOCK: '2026-11-21T09:40:00Z×60' });
    await page.reload();
    const left = async () => {
      const timer = page.getByRole('timer', { name: 'Time left in the round' });
      const [minutes = 0, seconds = 0] = (await timer.innerText()).split(':').map(parseFloat);
      return 60 * minutes + seconds;
    };
    const first = await left();
    await expect.poll(left).toBeLessThan(first - 2);
    await page.getByLabel('Say something').press('Control+Enter');
    await expect(log(page)).toContainText('half a sent');
    await page.getByLabel('Say something').fill('never sent');
    const told = page.locator('p[aria-live="polite"]');
    await expect(told).toContainText('Five minutes are left');
    await expect(told).toContainText('One minute is left');
    await expect(page.getByText('The time of this round is up.').last()).toBeVisible();
    await expect(page.getByText('never sent')).toBeVisible();
    await clean(page, 'time up');
  });
});

test('a round goes on when the server was gone: words and clock are kept', async ({
  page,
  onsite,
}) => {
  await plan(page, ['Coding']);
  await page.getByRole('link', { name: 'Sit Coding' }).click();
  await button(page, 'Start the round').click();
  await page.getByLabel('Say something').fill('said while it was gone');
  await onsite.stop('SIGKILL');
  await button(page, 'Say it').click();
  await expect(page.getByRole('alert')).toContainText('Onsite is not answering');
  await expect(page.getByLabel('Say something')).toHaveValue('said while it was gone');
  await onsite.start();
  await expect(page.getByText('Start it with')).toBeHidden();
  await button(page, 'Say it').click();
  await expect(log(page)).toContainText('said while it was gone');
  await page.reload();
  await expect(page.getByRole('timer', { name: 'Time left in the round' })).toHaveText(/^5\d:\d\d/);
});
