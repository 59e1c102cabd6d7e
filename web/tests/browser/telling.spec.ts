/** Telling a story: part by part, in writing or aloud, measured and never scored. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { cleanInBoth } from './axe';
import { expect, openQuestion, saved, test, verdict } from './onsite';

const QUESTION = 'unasked-work';
const BANK = join(import.meta.dirname, '../../../bank/story');

/** The parts of a telling that a question ships. */
function shippedTelling(question: string, name: string): Record<string, string> {
  const text = readFileSync(join(BANK, question, 'tellings', `${name}.toml`), 'utf8');
  const parts = [...text.matchAll(/^(\w+) = """\n(.*?)"""$/gms)];
  expect(parts.length).toBeGreaterThan(2);
  return Object.fromEntries(parts.map(([, part = '', told = '']) => [part, told.trim()]));
}

const TITLES = ['Context', 'Problem', 'Actions', 'Decisions', 'Result', 'Lesson', 'People'];

const part = (page: Page, title: string) => page.getByRole('group', { name: title, exact: true });
const field = (page: Page, title: string) =>
  page.getByRole('textbox', { name: title, exact: true });
const clock = (page: Page, title: string) =>
  page.getByRole('timer', { name: `${title}, told aloud`, exact: true });
const measured = (page: Page) => verdict(page, 'Submission', 'Measured');

async function tell(page: Page, telling: Record<string, string>): Promise<void> {
  for (const title of TITLES) {
    await field(page, title).fill(telling[title.toLowerCase()] ?? '');
  }
}

test('a telling with gaps: each with its words and what is asked next', async ({
  page,
  onsite,
}) => {
  await openQuestion(page, onsite, QUESTION);
  const statement = page.getByRole('tabpanel', { name: 'Statement' });
  await expect(statement.getByRole('term')).toHaveText(['Ownership']);
  await expect(statement.getByRole('definition')).toHaveText(/\w+ \w+ \w+/);

  const telling = shippedTelling(QUESTION, 'group_effort');
  await tell(page, telling);
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  const told = measured(page);
  await expect(told).toBeVisible();

  const gaps = told.getByRole('list').first().getByRole('listitem');
  await expect(gaps).toHaveCount(3);
  for (const [index, [title, within, quote, probe]] of [
    [
      '“We” where “I” is asked',
      'in Actions',
      'We drew up a list of doubtful pictures.',
      'Which part of that would not exist without you?',
    ],
    [
      'No decision of yours',
      'in Actions',
      'We labelled them a second time, and the team agreed on a guide.',
      'At which point did you decide to spend your own time on it?',
    ],
    [
      'A number without how it was found',
      'in Result',
      'Wrong labels went down from 14% to 6%.',
      'Who counted that, and from what?',
    ],
  ].entries()) {
    const gap = gaps.nth(index);
    await expect(gap).toContainText(title ?? '');
    await expect(gap).toContainText(within ?? '');
    await expect(gap).toContainText(probe ?? '');
    await expect(gap.getByRole('blockquote')).toHaveText(quote ?? '');
    await expect(told.locator('mark').nth(index)).toHaveText(quote ?? '');
    expect(Object.values(telling).join('\n')).toContain(quote);
  }
  await expect(told.locator('mark')).toHaveCount(3);

  // Counted alike on both sides of the table.
  const words = await page
    .getByText(/^\d+ words$/)
    .last()
    .innerText();
  await expect(told.getByRole('row', { name: 'In all' })).toContainText(
    words.replace(' words', ''),
  );
  await expect(told.getByText('Whether a story is true, sincere or charming')).toContainText(
    'is not measured',
  );
  await expect(told).not.toContainText(/score|points|grade|passed|failed|wrong answer|not judged/i);
  await expect(told.locator('.fail, .limit, .ours, .pass')).toHaveCount(0);
  await expect(told.getByRole('heading', { name: 'Evidence recorded' })).toHaveCount(0);

  await page.getByRole('tab', { name: 'Attempts' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Story' })).toContainText('Measured');
});

for (const question of [QUESTION, 'down-to-the-cause', 'missed-commitment']) {
  test(`a strong telling of ${question} has no gap`, async ({ page, onsite }) => {
    await openQuestion(page, onsite, question);
    await tell(page, shippedTelling(question, 'strong'));
    await page.keyboard.press('Control+Shift+Enter');
    await expect(measured(page)).toContainText('No gap was found.');
    await expect(measured(page).getByRole('blockquote')).toHaveCount(0);
    await expect(measured(page).getByRole('heading', { name: 'As you told it' })).toBeVisible();
    await expect(measured(page).locator('mark')).toHaveCount(0);
  });
}

test('a reload in the middle keeps words, caret and time', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await field(page, 'Context').fill('At a bank.');
  await part(page, 'Problem').getByRole('button', { name: 'Tell aloud' }).click();
  await field(page, 'Problem').fill('Reports were late.');
  for (let step = 0; step < 'late.'.length; step += 1) {
    await page.keyboard.press('ArrowLeft');
  }
  await expect(clock(page, 'Problem')).toHaveText(/^0:0[2-9]$/);
  await page.reload();

  await expect(field(page, 'Context')).toHaveValue('At a bank.');
  await expect(field(page, 'Problem')).toHaveValue('Reports were late.');
  await expect(clock(page, 'Problem')).toHaveText(/^0:0[2-9]$/);
  await expect(part(page, 'Problem').getByRole('button', { name: 'Tell aloud' })).toBeVisible();
  await expect(clock(page, 'Context')).toHaveCount(0);
  await page.keyboard.press('e');
  await expect(field(page, 'Problem')).toBeFocused();
  await page.keyboard.type('always ');
  await expect(field(page, 'Problem')).toHaveValue('Reports were always late.');
});

test('a killed server loses neither words nor time', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await field(page, 'Context').fill('Kept on the server.');
  await saved(page);
  await onsite.stop('SIGKILL');
  await part(page, 'Result').getByRole('button', { name: 'Tell aloud' }).click();
  await expect(clock(page, 'Result')).toHaveText(/^0:0[1-9]$/);
  await part(page, 'Result').getByRole('button', { name: 'Stop' }).click();
  await field(page, 'Lesson').fill('Kept in the browser.');
  await expect(page.getByText('Kept in this browser; not yet saved')).toBeVisible();
  await onsite.start();
  await page.reload();
  await expect(field(page, 'Lesson')).toHaveValue('Kept in the browser.');
  await expect(clock(page, 'Result')).toHaveText(/^0:0[1-9]$/);
});

test('a part told aloud counts by its time alone', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  const submit = page.getByRole('button', { name: 'Submit', exact: true });
  await expect(submit).toBeDisabled();
  const lesson = part(page, 'Lesson');
  await lesson.getByRole('button', { name: 'Tell aloud' }).click();
  await expect(clock(page, 'Lesson')).toHaveText(/^0:0[1-9]$/);
  await lesson.getByRole('button', { name: 'Stop' }).click();
  const time = await clock(page, 'Lesson').innerText();
  await expect(page.getByRole('timer', { name: 'Told aloud in all' })).toHaveText(time);
  await submit.click();
  await expect(measured(page).getByRole('row', { name: 'Lesson' })).toContainText(time);
  await expect(measured(page)).toContainText('Not written down, so only its time is known.');

  await lesson.getByRole('button', { name: 'Forget the time of Lesson' }).click();
  await expect(clock(page, 'Lesson')).toHaveCount(0);
  await expect(submit).toBeDisabled();
});

test('an old telling is read and put back, with its time', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await field(page, 'Actions').fill('We tried it.');
  const actions = part(page, 'Actions');
  await actions.getByRole('button', { name: 'Tell aloud' }).click();
  await expect(clock(page, 'Actions')).toHaveText(/^0:0[1-9]$/);
  await page.keyboard.press('Control+Shift+Enter');
  await expect(measured(page)).toBeVisible();
  const time = await clock(page, 'Actions').innerText();

  await page.getByRole('tab', { name: 'Attempts' }).click();
  const attempts = page.getByRole('tabpanel', { name: 'Attempts' });
  await attempts.getByRole('button', { name: 'Start again' }).click();
  await expect(field(page, 'Actions')).toHaveValue('');
  await field(page, 'Context').fill('Something else.');

  await page.getByRole('tab', { name: 'Attempts' }).click();
  await attempts.getByRole('button', { name: /open this submission/ }).click();
  await expect(attempts.locator('mark')).toHaveText(['We tried it.']);
  await expect(attempts).toContainText(`told aloud in ${time}`);
  await attempts.getByRole('button', { name: 'Put it back into the editor' }).click();
  await expect(field(page, 'Actions')).toHaveValue('We tried it.');
  await expect(field(page, 'Context')).toHaveValue('');
  await expect(clock(page, 'Actions')).toHaveText(time);
});

test('what is not taken is said beside the form', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await field(page, 'Context').fill('a word '.repeat(10_000));
  await expect(page.getByRole('alert')).toContainText('70,000 bytes; at most 65,536 are read');
  await expect(field(page, 'Context')).toHaveAccessibleDescription(/at most 65,536/);
  await page.keyboard.press('Control+Shift+Enter');
  // The words are now the server's.
  await expect(page.getByRole('alert')).toContainText('what was there before is kept');
  await expect(field(page, 'Context')).toHaveAttribute('aria-invalid', 'true');
  await field(page, 'Context').fill('A word.');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(field(page, 'Context')).toHaveAttribute('aria-invalid', 'false');
});

test('two windows on one telling: the other is shown as it reads', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  await field(page, 'Context').fill('First window.');
  await saved(page);
  const other = await page.context().newPage();
  await openQuestion(other, onsite, QUESTION);
  await field(other, 'Problem').fill('Second window.');
  await saved(other);
  await page.bringToFront();
  await field(page, 'Context').fill('First window again.');
  const notice = page.getByRole('alert').filter({ hasText: 'changed in another window' });
  await notice.getByText('Show the other text').click();
  await expect(notice.locator('pre')).toHaveText(
    'Context\nFirst window.\n\nProblem\nSecond window.',
  );
  await notice.getByRole('button', { name: 'Take the other text' }).click();
  await expect(field(page, 'Problem')).toHaveValue('Second window.');
  await saved(page);
});

test('a story is told by keyboard alone', async ({ page, onsite }) => {
  await page.goto(`${onsite.origin}/practise?kind=story`);
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('nobody asked');
  await page.keyboard.press('Enter');
  await expect(field(page, 'Context')).toBeVisible();
  await page.keyboard.press('e');
  await expect(field(page, 'Context')).toBeFocused();
  await page.keyboard.type('In my second year I trained models.');
  await page.keyboard.press('Tab');
  const problem = part(page, 'Problem').getByRole('button');
  await expect(problem).toBeFocused();
  await page.keyboard.press('Space');
  await expect(problem).toHaveText(/^Stop/);
  await expect(clock(page, 'Problem')).toHaveText(/^0:0[1-9]$/);
  await page.keyboard.press('n');
  await expect(problem.last()).toHaveText(/^Tell aloud/);
  await expect(clock(page, 'Actions')).toHaveText(/^0:0[1-9]$/);
  await page.keyboard.press('t');
  await expect(part(page, 'Actions').getByRole('button', { name: 'Tell aloud' })).toBeVisible();
  await page.keyboard.press('e');
  await expect(field(page, 'Actions')).toBeFocused();
  await page.keyboard.type('I cut it.');
  await page.keyboard.press('Control+Shift+Enter');
  await expect(measured(page).getByRole('row', { name: 'Problem' })).toContainText(/0:0[1-9]/);
  await expect(measured(page).getByRole('blockquote')).not.toHaveCount(0);

  await page.getByRole('tab', { name: 'Results' }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText(
    'Tell the part aloud, or stop',
  );
});

for (const width of [1280, 360]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('the pages of a story have no axe violation and fit', async ({ page, onsite }) => {
      test.slow();
      const fits = async (name: string) => {
        await cleanInBoth(page, name);
        const wide = await page.evaluate(() =>
          [...document.querySelectorAll('main *')]
            .filter((node) => node.closest('.unseen') === null && node.checkVisibility())
            .filter((node) => node.getBoundingClientRect().right > window.innerWidth)
            .map((node) => node.outerHTML.slice(0, 120)),
        );
        expect(wide, `${name} is wider than the screen`).toEqual([]);
        const under = await page.evaluate(
          () => document.documentElement.scrollHeight - window.innerHeight,
        );
        // What is announced stands unseen below the page and takes one pixel.
        expect(under, `${name} scrolls as a whole, and not in its panes`).toBeLessThanOrEqual(1);
      };
      const show = async (name: string) => {
        const button = page.getByRole('button', { name, exact: true });
        if (await button.isVisible()) {
          await button.click();
        }
      };
      await openQuestion(page, onsite, QUESTION);
      await expect(page.getByRole('heading', { name: 'What it is asked for' })).toBeVisible();
      await fits('statement');
      await show('Answer');
      await tell(page, shippedTelling(QUESTION, 'group_effort'));
      await part(page, 'Problem').getByRole('button', { name: 'Tell aloud' }).click();
      await expect(clock(page, 'Problem')).toHaveText(/^0:0[1-9]$/);
      await fits('telling aloud');
      await page.keyboard.press('Control+Shift+Enter');
      await expect(measured(page).locator('mark').first()).toBeAttached();
      await fits('measured');
      // Colours are looked at where they are in sight.
      await measured(page).locator('mark').last().scrollIntoViewIfNeeded();
      await fits('the telling, marked');
      await measured(page).getByRole('row', { name: 'In all' }).scrollIntoViewIfNeeded();
      await fits('counts and times');
      await show('Answer');
      await field(page, 'Context').fill('x'.repeat(66_000));
      await expect(page.getByRole('alert')).toBeVisible();
      await fits('too long');
      await show('Question');
      await page.getByRole('tab', { name: 'Attempts' }).click();
      await page.getByRole('button', { name: /open this submission/ }).click();
      await expect(page.getByRole('button', { name: 'All attempts' })).toBeVisible();
      await fits('an old telling');
    });
  });
}
