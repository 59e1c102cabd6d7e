/** Kept stories: written as typed, told from the store, kept from a telling, deleted and back. */
import type { Page } from '@playwright/test';
import { cleanInBoth } from './axe';
import { ask, expect, openQuestion, saved, test, verdict, type Onsite } from './onsite';

const QUESTION = 'unasked-work';
const TITLE = 'Labels nobody checked';
const TAKE = /^Take it ?: Labels nobody checked$/;

type Kept = { id: string; version: number; story: Record<string, unknown> };

const STORY = {
  title: TITLE,
  context: 'I was the scientist for pictures at a shop.',
  problem: 'Every seventh label was wrong.',
  actions: ['I read 200 labels.', 'I built a list of doubtful ones.'],
  decisions: [{ chose: 'to relabel', over: 'a new model', because: 'labels were the cause' }],
  result: {
    what: 'Wrong labels fell.',
    number: '14% to 6%',
    baseline: 'the month before',
    measured: 'an audit of 500 labels',
  },
  lesson: 'I audit labels first.',
  people: 'Two annotators relabelled.',
  principles: ['ownership'],
};

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const measured = (page: Page) => verdict(page, 'Submission', 'Measured');

/** Keeps a story as the page would, and gives back where it stands. */
async function keep(page: Page, change: Record<string, unknown> = {}): Promise<Kept> {
  const kept = await ask<Kept>(page, 'POST', '/api/stories', { title: TITLE });
  const story = { ...kept.story, ...STORY, ...change };
  await ask(page, 'PUT', `/api/stories/${kept.id}`, { story, version: 2 });
  return { ...kept, story };
}

/** Opens a kept story's page. */
async function open(page: Page, onsite: Onsite, id: string): Promise<void> {
  await page.goto(`${onsite.origin}/stories/${id}`);
  await expect(field(page, 'Title')).toBeVisible();
}

test('a story is named, written by its parts, and there again after a reload', async ({ page }) => {
  await page.keyboard.press('g');
  await page.keyboard.press('y');
  await expect(heading(page)).toHaveText('Stories');
  await expect(page.getByText('You keep none yet.')).toBeVisible();
  await button(page, 'Write it').click();
  await expect(page.getByRole('alert')).toContainText('Name the story');
  await expect(field(page, 'New story')).toHaveAccessibleDescription(/Name the story/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('n');
  await page.keyboard.type(TITLE);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(TITLE);

  await field(page, 'Ended in').fill('2024-05');
  await field(page, 'Context').fill(STORY.context);
  await field(page, 'Own actions').fill(`${STORY.actions.join('\n')}\n`);
  await button(page, 'Add a decision').click();
  await expect(field(page, 'I chose')).toBeFocused();
  await page.keyboard.type('to relabel');
  await page.keyboard.press('Tab');
  await page.keyboard.type('a new model');
  await field(page, 'Number').fill('14% to 6%');
  await page.getByRole('checkbox', { name: 'Ownership' }).check();
  await saved(page);
  await expect(page.getByText('problem, result, baseline, how it was measured')).toBeVisible();
  await page.reload();
  await expect(field(page, 'Ended in')).toHaveValue('2024-05');
  await expect(field(page, 'Own actions')).toHaveValue(`${STORY.actions.join('\n')}\n`);
  await expect(field(page, 'over')).toHaveValue('a new model');
  await expect(page.getByRole('checkbox', { name: 'Ownership' })).toBeChecked();
  await button(page, 'Remove decision 1').click();
  await expect(field(page, 'I chose')).toHaveCount(0);
  await saved(page);

  await page.getByRole('navigation').getByRole('link', { name: 'Stories' }).click();
  const row = page.getByRole('listitem').filter({ hasText: TITLE });
  await expect(row).toContainText('Ownership');
  await expect(row).toContainText('no question yet');
  await expect(row).toContainText('problem, decisions, result');
});

test('a killed server and a closed page lose no word', async ({ page, onsite }) => {
  const { id } = await keep(page);
  await open(page, onsite, id);
  await field(page, 'Lesson').fill('Kept on the server.');
  await saved(page);
  await onsite.stop('SIGKILL');
  await field(page, 'People').fill('Kept in the browser.');
  await expect(page.getByText('Kept in this browser; not yet saved')).toBeVisible();
  await onsite.start();
  await page.reload();
  await expect(field(page, 'Lesson')).toHaveValue('Kept on the server.');
  await expect(field(page, 'People')).toHaveValue('Kept in the browser.');
  await saved(page);
  // Typed just before the page closes.
  await field(page, 'Problem').fill('half a wor');
  await page.goto(onsite.origin);
  await open(page, onsite, id);
  await expect(field(page, 'Problem')).toHaveValue('half a wor');
});

test('two windows on one story: a clear choice, nothing overwritten', async ({ page, onsite }) => {
  const { id } = await keep(page);
  await open(page, onsite, id);
  const other = await page.context().newPage();
  await open(other, onsite, id);
  await field(other, 'Lesson').fill('Second window.');
  await saved(other);
  await page.bringToFront();
  await field(page, 'Context').fill('First window.');
  const notice = page.getByRole('alert').filter({ hasText: 'changed in another window' });
  await notice.getByText('Show the other text').click();
  await expect(notice.locator('pre')).toContainText('Second window.');
  await notice.getByRole('button', { name: 'Take the other text' }).click();
  await expect(field(page, 'Lesson')).toHaveValue('Second window.');
  await expect(field(page, 'Context')).toHaveValue(STORY.context);
  await saved(page);
});

test('what is too long is refused at its field, and nothing is lost', async ({ page, onsite }) => {
  const { id } = await keep(page);
  await open(page, onsite, id);
  const long = 'a word '.repeat(100_000).trim();
  await field(page, 'Lesson').fill(long);
  await expect(page.getByRole('alert')).toContainText('at most 65536 can be told');
  await expect(field(page, 'Lesson')).toHaveAccessibleDescription(/so shorten it/);
  await expect(field(page, 'Lesson')).toHaveAttribute('aria-invalid', 'true');
  await expect(field(page, 'Context')).toHaveAttribute('aria-invalid', 'false');
  await saved(page);
  await page.reload();
  await expect(field(page, 'Lesson')).toHaveValue(long);
  await field(page, 'Lesson').fill(`${long} ${long}`);
  // Longer than anything that is kept on the server.
  await expect(page.getByRole('alert').filter({ hasText: 'are read' })).toContainText('1048576');
  await page.reload();
  await expect(field(page, 'Lesson')).toHaveValue(`${long} ${long}`);
  await field(page, 'Lesson').fill('Word');
  await saved(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await field(page, 'Ended in').fill('May');
  await expect(field(page, 'Ended in')).toHaveAccessibleDescription(/“May” is not a month/);
  await field(page, 'Title').fill('');
  await field(page, 'Context').focus();
  await expect(field(page, 'Title')).toHaveAccessibleDescription(/name it in a few words/);
  await expect(heading(page)).toHaveText('Story without a title');
});

test('a deleted story comes back, here and in another window', async ({ page, onsite }) => {
  const { id } = await keep(page);
  await open(page, onsite, id);
  const other = await page.context().newPage();
  await open(other, onsite, id);
  await page.bringToFront();
  await field(page, 'People').fill('Written just before.');
  await button(page, 'Delete').click();
  const notice = page.getByRole('status').filter({ hasText: 'is deleted' });
  await expect(notice).toContainText(TITLE);
  await expect(page.getByText('You keep none yet.')).toBeVisible();
  await notice.getByRole('button', { name: 'Undo' }).click();
  const link = page.getByRole('link', { name: TITLE });
  await expect(link).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(field(page, 'People')).toHaveValue('Written just before.');

  await button(page, 'Delete').click();
  await expect(page.getByText('You keep none yet.')).toBeVisible();
  await other.bringToFront();
  await field(other, 'Lesson').fill('Still wanted.');
  const gone = other.getByRole('alert').filter({ hasText: 'deleted in another window' });
  await gone.getByRole('button', { name: 'Bring it back as it stands here' }).click();
  await expect(gone).toHaveCount(0);
  await saved(other);
  await other.reload();
  await expect(field(other, 'Lesson')).toHaveValue('Still wanted.');
});

test('an unknown story is said to be unknown', async ({ page, onsite }) => {
  await page.goto(`${onsite.origin}/stories/first`);
  await expect(page.getByRole('alert')).toContainText('there is no story “first”');
  await page.getByRole('link', { name: 'See every story' }).click();
  await expect(heading(page)).toHaveText('Stories');
});

test('told from the store: what was told stays what was told', async ({ page, onsite }) => {
  const { id, story } = await keep(page);
  await keep(page, { title: 'Another one', principles: ['dive-deep'] });
  await openQuestion(page, onsite, QUESTION);
  await page.getByRole('tab', { name: /^Editorial/ }).click();
  await expect(page.getByText('The editorial opens once you have told your story')).toBeVisible();
  await field(page, 'Context').fill('Typed before.');
  await button(page, 'Take one of your stories…').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem').first()).toContainText(`${TITLE} fits Ownership`);
  await dialog.getByRole('button', { name: TAKE }).click();
  await dialog.getByRole('button', { name: 'Keep what is here' }).click();
  await expect(field(page, 'Context')).toHaveValue('Typed before.');
  await button(page, 'Take one of your stories…').click();
  await dialog.getByRole('button', { name: TAKE }).click();
  await dialog.getByRole('button', { name: 'Replace it' }).click();
  await expect(field(page, 'Context')).toHaveValue(STORY.context);
  await expect(field(page, 'Decisions')).toHaveValue(
    'I chose to relabel over a new model, because labels were the cause.',
  );
  await button(page, 'Undo').click();
  await expect(field(page, 'Context')).toHaveValue('Typed before.');
  await button(page, 'Undo').click();
  await expect(field(page, 'Context')).toHaveValue(STORY.context);
  await saved(page);
  await page.reload();
  await expect(page.getByText(`Told from ${TITLE}`)).toBeVisible();
  await expect(measured(page), 'nothing is handed in by the way').toHaveCount(0);
  await button(page, 'Submit').click();
  await expect(measured(page)).toContainText(STORY.context);

  // The telling ended its attempt: told, and the editorial is open.
  await expect(page.getByText('Told', { exact: true })).toBeVisible();
  await page.getByRole('tab', { name: /^Editorial/ }).click();
  const editorial = page.getByRole('tabpanel', { name: 'Editorial' });
  const levels = editorial.locator('section', { hasText: 'What is looked for at each level' });
  await expect(levels.getByRole('heading', { level: 3 })).toHaveText([
    'L4 Scientist I',
    'L5 Scientist II',
    'L6 Senior',
    'L7 Principal',
  ]);
  await expect(editorial.getByText('What may be held against it')).toBeVisible();
  const pushback = editorial.locator('details').last();
  await pushback.locator('summary').click();
  await expect(pushback).toContainText('It comes without a fact: asking for one is right.');
  await expect(pushback).toContainText('A strong reply shows');

  // Editing the story changes no submission.
  const changed = { ...story, context: 'Something else.' };
  await ask(page, 'PUT', `/api/stories/${id}`, { story: changed, version: 3 });
  await page.reload();
  await expect(measured(page)).toContainText(STORY.context);
  await measured(page).getByRole('link', { name: 'Told from one of your stories' }).click();
  await expect(field(page, 'Context')).toHaveValue('Something else.');
  await page.getByRole('link', { name: 'Work that nobody asked for' }).click();
  await expect(page.getByRole('tab', { name: 'Statement' })).toBeVisible();

  await page.goto(`${onsite.origin}/stories`);
  const row = page.getByRole('listitem').filter({ hasText: TITLE });
  await expect(row).toContainText('Work that nobody asked for (1 telling)');
  await page.goto(`${onsite.origin}/practise?state=told`);
  await expect(page.getByRole('combobox', { name: 'State' })).toHaveValue('told');
  await expect(page.getByRole('status').first()).toHaveText(/^1 question of/);
  await expect(page.getByRole('link', { name: /Work that nobody asked for/ })).toContainText(
    'Told',
  );
});

test('what was told is kept as a story', async ({ page, onsite }) => {
  await openQuestion(page, onsite, QUESTION);
  const keepIt = button(page, 'Keep as a story…');
  await expect(keepIt).toBeDisabled();
  await field(page, 'Actions').fill('I read the logs.\nI asked the team.');
  await field(page, 'Result').fill('It fell by 3%.');
  await keepIt.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Title')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Name the story');
  await page.keyboard.type('Logs');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Kept as Logs')).toBeVisible();
  await expect(measured(page), 'nothing is handed in by the way').toHaveCount(0);
  await saved(page);
  await page.goto(`${onsite.origin}/stories`);
  await page.getByRole('link', { name: 'Logs' }).click();
  await expect(field(page, 'Own actions')).toHaveValue('I read the logs.\nI asked the team.');
  await expect(field(page, 'What came of it')).toHaveValue('It fell by 3%.');
  await expect(page.getByRole('checkbox', { name: 'Ownership' })).toBeChecked();
});

test('in a round: told from the store, and no probe is shown before it is asked', async ({
  page,
}) => {
  test.slow();
  await keep(page, { result: { what: 'Labels got a lot better.' }, lesson: '' });
  await page.getByRole('link', { name: 'Loops', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Coding' }).uncheck();
  await button(page, 'Plan this loop').click();
  await page.getByRole('link', { name: 'Sit Leadership principles' }).click();
  await button(page, 'Start the round').click();
  await button(page, 'To the next part: Leadership principles').click();
  await button(page, 'Take one of your stories…').click();
  await button(page, TAKE).click();
  await expect(field(page, 'Context')).toHaveValue(STORY.context);
  await button(page, 'Submit').click();
  const told = measured(page);
  await expect(told).toContainText('Labels got a lot better.');
  await expect(told).toContainText('The interviewer may ask about it as the round goes on.');
  await expect(told.locator('mark, blockquote')).toHaveCount(0);
  await expect(told.getByText('Probe:')).toHaveCount(0);

  const log = page.getByRole('log', { name: 'Conversation' });
  await button(page, 'Go on').click();
  await expect(log.getByText('Probe', { exact: true })).toHaveCount(1);
  await expect(told.getByText('Probe:')).toHaveCount(1);
  const probe = await log.getByRole('listitem').last().locator('.text').innerText();
  await expect(told).toContainText(probe);
  await page.reload();
  await expect(told.getByText('Probe:')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Results' }).click();
  await expect(told.getByText('Probe:')).toHaveCount(1);
});

for (const width of [1280, 360]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('the pages of stories have no axe violation and fit', async ({ page, onsite }) => {
      test.slow();
      const fits = async (name: string) => {
        await cleanInBoth(page, name);
        const wide = await page.evaluate(() =>
          [...document.querySelectorAll('body *')]
            .filter((node) => node.closest('.unseen, .skip') === null && node.checkVisibility())
            .filter((node) => node.getBoundingClientRect().right > window.innerWidth)
            .map((node) => node.outerHTML.slice(0, 120)),
        );
        expect(wide, `${name} is wider than the screen`).toEqual([]);
      };
      await page.goto(`${onsite.origin}/stories`);
      await expect(page.getByText('You keep none yet.')).toBeVisible();
      await fits('no stories');
      const { id } = await keep(page);
      await keep(page, { title: 'x'.repeat(200), context: '', result: {} });
      await page.reload();
      await expect(page.getByRole('link', { name: TITLE })).toBeVisible();
      await fits('stories');
      await open(page, onsite, id);
      await fits('a story');
      await field(page, 'Ended in').fill('soon');
      await expect(page.getByRole('alert')).toBeVisible();
      await fits('a story with a fault');
      await openQuestion(page, onsite, QUESTION);
      const answer = button(page, 'Answer');
      if (await answer.isVisible()) {
        await answer.click();
      }
      await field(page, 'Context').fill('Typed.');
      await button(page, 'Take one of your stories…').click();
      await expect(button(page, TAKE)).toBeVisible();
      await fits('taking a story');
      await button(page, TAKE).click();
      await fits('replacing what is written');
      await button(page, 'Replace it').click();
      await fits('told from the store');
      await button(page, 'Keep as a story…').click();
      await fits('keeping a story');
    });
  });
}

test('a story on paper: whole, in ink on white', async ({ page, onsite }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const lines = Array.from({ length: 60 }, (_, index) => `Line ${index + 1}.`).join('\n');
  const { id } = await keep(page, { lesson: lines });
  await open(page, onsite, id);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('textarea')]
      .filter((node) => node.scrollHeight > node.clientHeight + 1)
      .map((node) => node.value.slice(0, 40)),
  );
  expect(cut).toEqual([]);
  await expect(button(page, 'Delete')).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
  const colour = (name: string) =>
    field(page, name).evaluate((node) => getComputedStyle(node).backgroundColor);
  expect(await colour('Lesson')).toBe('rgb(255, 255, 255)');
});
