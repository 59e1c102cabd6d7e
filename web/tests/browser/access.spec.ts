/** Every page by keyboard alone, without axe violations, light and dark, wide and narrow. */
import { cleanInBoth } from './axe';
import { editor, expect, openQuestion, shipped, test, verdict, write } from './onsite';

for (const [size, viewport] of [
  ['wide', { width: 1280, height: 800 }],
  ['narrow', { width: 360, height: 740 }],
] as const) {
  test.describe(size, () => {
    test.use({ viewport });

    test('no page has an axe violation or scrolls sideways', async ({ page, onsite }) => {
      test.slow();
      const fits = async (name: string) => {
        await cleanInBoth(page, name);
        const wide = await page.evaluate(() =>
          // What lies in a frame that scrolls can be reached all the same.
          [...document.querySelectorAll('body *')]
            .filter((node) => node.closest('.unseen, .skip, .cm-editor, .katex-mathml') === null)
            .filter((node) => !node.parentElement?.closest('.frame, .wide, .formula, pre'))
            .filter((node) => node.getBoundingClientRect().right > window.innerWidth)
            .map((node) => node.outerHTML.slice(0, 120)),
        );
        expect(wide, `${name} is wider than the screen`).toEqual([]);
        const inner = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(inner, `${name} scrolls sideways`).toBeLessThanOrEqual(viewport.width);
      };
      const part = async (name: string) => {
        const button = page.getByRole('button', { name, exact: true });
        if (await button.isVisible()) {
          await button.click();
        }
      };
      await fits('today');
      await page.getByRole('link', { name: 'Practise' }).click();
      await expect(page.getByRole('searchbox')).toBeVisible();
      await fits('practise');
      await page.getByRole('searchbox').fill('nothing is called this');
      await expect(page.getByText('No question fits')).toBeVisible();
      await fits('practise, empty');
      await page.getByRole('link', { name: 'Settings' }).click();
      await expect(page.getByText('Python').last()).toBeVisible();
      await fits('settings');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
      await fits('keyboard sheet');
      await page.goto(`${onsite.origin}/practise/no-such-question`);
      await expect(page.getByRole('alert')).toBeVisible();
      await fits('unknown question');

      await openQuestion(page, onsite, 'weighted-sampling');
      await expect(page.locator('.katex').first()).toBeVisible();
      await fits('statement');
      await part('Answer');
      await write(page, shipped('weighted-sampling', 'wrong_answer/seeds_in_draw.py'));
      await fits('editor');
      await page.keyboard.press('Control+Shift+Enter');
      await expect(verdict(page, 'Submission', 'Wrong answer')).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Evidence recorded' })).toBeVisible();
      await fits('verdict');
      await page.getByRole('tab', { name: 'Inputs' }).click();
      await fits('inputs');
      await part('Question');
      for (const name of ['Hints', 'Attempts', 'Editorial']) {
        await page.getByRole('tab', { name }).click();
        await fits(name);
      }
      await page.getByRole('button', { name: 'Give up and read it…' }).click();
      await fits('giving up');
      await page.getByRole('dialog').getByRole('button', { name: 'Give up and read' }).click();
      await expect(page.getByRole('heading', { name: 'What is asked next' })).toBeVisible();
      await fits('editorial');

      await openQuestion(page, onsite, 'urn-draws');
      await part('Answer');
      await fits('numeric');
    });
  });
}

test('from the first page to a verdict by keyboard alone', async ({ page }) => {
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page.getByRole('heading', { level: 1, name: 'Practise' })).toBeVisible();
  await expect(page.getByRole('status').first()).toContainText(/\d+ questions/);
  await page.keyboard.press('/');
  await page.keyboard.type('weighted');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: /Weighted random sampling/ })).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(editor(page)).toBeVisible();

  await page.keyboard.press('2');
  await expect(page.getByRole('tab', { name: 'Hints' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: 'Hints' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Statement' })).toBeFocused();

  await page.keyboard.press('e');
  await expect(editor(page)).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Tab');
  await expect(editor(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editor(page)).not.toBeFocused();
  await page.keyboard.press("Control+'");
  await expect(page.getByRole('article', { name: /^Run: / })).toBeVisible();

  const bar = page.getByRole('separator', { name: 'Width of the question' });
  const before = Number(await bar.getAttribute('aria-valuenow'));
  await bar.focus();
  await page.keyboard.press('ArrowRight');
  await expect(bar).toHaveAttribute('aria-valuenow', String(before + 2));

  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(sheet).toContainText('Ctrl+Shift+Enter');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('nothing moves for who asked for less motion', async ({ page, onsite }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openQuestion(page, onsite, 'iou');
  await write(page, 'import time\ntime.sleep(60)\n');
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByRole('region', { name: 'Judging' })).toBeVisible();
  await editor(page).focus();
  const moving = () =>
    page.evaluate(() => {
      const lasts = (durations: string) => durations.split(',').some((one) => parseFloat(one) > 0);
      const found = document.getAnimations().map((one) => `plays ${one.playState}: ${one.id}`);
      for (const node of document.querySelectorAll('*')) {
        for (const part of [null, '::before', '::after']) {
          const { animationName, animationDuration, transitionDuration, scrollBehavior } =
            getComputedStyle(node, part);
          const animated = animationName !== 'none' && lasts(animationDuration);
          if (animated || lasts(transitionDuration) || scrollBehavior === 'smooth') {
            found.push(`${node.outerHTML.slice(0, 80)} ${part ?? ''}`);
          }
        }
      }
      return found;
    });
  expect(await moving()).toEqual([]);
  await expect(page.getByRole('region', { name: 'Judging' })).toBeVisible();
  // The cursor blinks for everybody else, so that this looks where something moves.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await moving()).not.toEqual([]);
});

test('a verdict is told to screen readers', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'iou');
  await page.keyboard.press('Control+Enter');
  const told = page.locator('body > [aria-live="polite"], #app > [aria-live="polite"]');
  const shown = page.getByRole('article', { name: /^Run: / });
  await expect(shown).toBeVisible();
  const name = (await shown.getAttribute('aria-label')) ?? '';
  await expect(told).toContainText(name.replace('Run: ', ''));
});
