/** A friend interviews: the kit goes out, is filled without a network, and comes back once. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { clean } from './axe';
import { expect, saved, test } from './onsite';
import { button } from './rooms';

/** Starts the round that is next and ends it at once, then predicts the vote; reloads in between. */
async function sitThrough(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: `Sit ${title}` }).click();
  await button(page, 'Start the round').click();
  await expect(button(page, 'End the round…')).toBeVisible();
  await page.reload();
  await button(page, 'End the round…').click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the round' }).click();
  await expect(page.getByText(/^This round has ended/)).toBeVisible();
  await page.reload();
  await page.getByRole('radio', { name: 'No hire', exact: true }).check();
  await button(page, 'Predict this vote').click();
  await expect(page.getByText('You expect the vote: No hire.')).toBeVisible();
  await page.reload();
  await page.getByRole('link', { name: 'Write the scorecard' }).click();
}

/** Sits a round of leadership alone to its end, and predicts the vote. */
async function sit(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Loops', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Coding' }).uncheck();
  await button(page, 'Plan this loop').click();
  await page.getByRole('link', { name: 'Sit Leadership principles' }).click();
  await button(page, 'Start the round').click();
  await button(page, 'End the round…').click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the round' }).click();
  await page.getByRole('radio', { name: 'No hire', exact: true }).check();
  await button(page, 'Predict this vote').click();
}

test('a kit is filled in another browser without a network, and comes back once', async ({
  page,
  browser,
}, info) => {
  test.slow();
  await sit(page);
  await page.getByRole('link', { name: 'Write the scorecard' }).click();
  const going = page.waitForEvent('download');
  await button(page, 'Make an interviewer kit').click();
  const kit = info.outputPath('kit.html');
  await (await going).saveAs(kit);
  await expect(button(page, 'Save the kit again')).toBeVisible();
  await expect(button(page, 'Seal the scorecard…')).toBeHidden();

  const elsewhere = await browser.newContext({ offline: true, acceptDownloads: true });
  const friend = await elsewhere.newPage();
  const asked: string[] = [];
  friend.on('request', (request) => asked.push(request.url()));
  await friend.goto(`file://${kit}`);
  await expect(friend.getByRole('heading', { level: 1 })).toHaveText('Leadership principles');
  await button(friend, 'Start the clock').click();
  await expect(friend.getByText(/left$/)).toBeVisible();
  await friend.getByRole('textbox', { name: /^Note what was said/ }).fill('Named the number.');
  await friend.keyboard.press('Enter');
  const seal = button(friend, 'Seal and save the file');
  await seal.click();
  await expect(friend.getByRole('alert')).toContainText('Write your notes');
  await friend.locator('#notes').fill('Owned the result, and said what it cost.');
  for (const group of await friend.getByRole('group').all()) {
    const raises = group.getByRole('radio', { name: 'Raises the bar' });
    if ((await raises.count()) > 0) {
      await raises.check();
      await group.getByRole('checkbox', { name: 'Named the number.' }).check();
    }
  }
  await friend.getByRole('radio', { name: 'Strong hire', exact: true }).check();
  // What was written is still there after a reload.
  await friend.reload();
  await expect(friend.locator('#notes')).toHaveValue(/Owned the result/);
  await clean(friend, 'a kit');
  friend.on('dialog', (dialog) => void dialog.accept());
  const coming = friend.waitForEvent('download');
  await seal.click();
  const back = info.outputPath('scorecard.json');
  await (await coming).saveAs(back);
  expect(asked.filter((url) => !/^(?:file|blob):/.test(url))).toEqual([]);
  await elsewhere.close();

  const text = await readFile(back, 'utf8');
  const bring = page.getByLabel('Bring in the scorecard');
  const changed = text.replace('strong_hire', 'strong_no_hire');
  expect(changed).not.toBe(text);
  const file = (content: string) => ({
    name: 'scorecard.json',
    mimeType: 'application/json',
    buffer: Buffer.from(content),
  });
  await bring.setInputFiles(file(changed));
  await expect(page.getByText(/changed after it was sealed/)).toBeVisible();
  await bring.setInputFiles(file(text));
  await expect(page.getByText(/^Sealed: it stays/)).toBeVisible();
  // The candidate reads it in the debrief, not before.
  await expect(page.getByText('Owned the result')).toBeHidden();
  await page
    .getByRole('link', { name: /debrief/i })
    .first()
    .click();
  await button(page, 'Open the debrief').click();
  await expect(page.getByText('Owned the result, and said what it cost.')).toBeVisible();
});

test.describe('a loop of two rounds, one of them rated by a friend', () => {
  test.use({ machine: { environment: { ONSITE_CLOCK: '2026-11-21T09:00:00Z' } } });

  test('from planning to the printed packet, with a reload in every step', async ({
    page,
    browser,
  }, info) => {
    test.setTimeout(240_000);
    page.setDefaultTimeout(20_000);
    await page.getByRole('link', { name: 'Loops', exact: true }).click();
    await button(page, 'Plan this loop').click();
    await expect(page.getByRole('link', { name: 'Sit Coding' })).toBeVisible();
    await page.reload();

    // The first round is rated alone, the second by a friend.
    await sitThrough(page, 'Coding');
    await page.getByLabel('Notes', { exact: true }).fill('Left at once.');
    for (const name of ['Dive Deep', 'Deliver Results']) {
      const group = page.getByRole('group', { name: new RegExp(`^${name}`) });
      await group.getByLabel('Not observed').check();
    }
    await saved(page);
    await page.reload();
    await button(page, 'Seal the scorecard…').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Seal it' }).click();
    await expect(page.getByRole('table', { name: 'Ratings of Coding' })).toBeVisible();
    await page.reload();
    await sitThrough(page, 'Leadership principles');
    const going = page.waitForEvent('download');
    await button(page, 'Make an interviewer kit').click();
    const kit = info.outputPath('kit.html');
    await (await going).saveAs(kit);
    await page.reload();

    const elsewhere = await browser.newContext({ offline: true, acceptDownloads: true });
    const friend = await elsewhere.newPage();
    await friend.goto(`file://${kit}`);
    await friend.locator('#notes').fill('Told what it cost.');
    for (const group of await friend.getByRole('group').all()) {
      const meets = group.getByRole('radio', { name: 'At the bar' });
      if ((await meets.count()) > 0) {
        await meets.check();
      }
    }
    await friend.getByRole('radio', { name: 'Hire', exact: true }).check();
    friend.on('dialog', (dialog) => void dialog.accept());
    const coming = friend.waitForEvent('download');
    await button(friend, 'Seal and save the file').click();
    const back = info.outputPath('scorecard.json');
    await (await coming).saveAs(back);
    await elsewhere.close();
    await page.getByLabel('Bring in the scorecard').setInputFiles(back);
    await expect(page.getByText(/^Sealed: it stays/)).toBeVisible();
    await page.reload();

    // The debrief: the friend's ratings count for behaviour, and the two votes part.
    await page
      .getByRole('link', { name: /debrief/i })
      .first()
      .click();
    await expect(button(page, 'Open the debrief')).toBeVisible();
    await page.reload();
    await button(page, 'Open the debrief').click();
    await expect(page.getByText('Told what it cost.')).toBeVisible();
    await page.reload();
    await button(page, 'I have read everything').click();
    const card = page.getByRole('article', { name: 'Leadership principles: scorecard' });
    await expect(card).toContainText('rated by a peer');
    await page.reload();
    await expect(page.getByRole('region', { name: 'Disagreements' })).toContainText('votes hire');
    await page.getByRole('radio', { name: /^No decision/ }).check();
    await button(page, 'Write the decision down').click();
    await expect(button(page, 'Be told')).toBeVisible();
    await page.reload();
    await button(page, 'Be told').click();
    await expect(page.getByText(/^You were told on/)).toBeVisible();
    await page.reload();
    await clean(page, 'packet with a friend’s scorecard');
    await page.emulateMedia({ media: 'print' });
    await expect(card).toContainText('Told what it cost.');
    await expect(button(page, 'Print the packet')).toBeHidden();
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });
});
