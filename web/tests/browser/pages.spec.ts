/** Browsing, settings, and what is said when something is not to be had. */
import { editor, expect, openQuestion, test } from './onsite';

test('filters narrow the list, live in the address and come back', async ({ page, onsite }) => {
  await page.goto(`${onsite.origin}/practise`);
  const list = page.getByRole('main').getByRole('listitem');
  await expect(list.nth(1)).toBeVisible();
  const all = await list.count();
  await page.getByLabel('Kind').selectOption('numeric');
  await expect(page).toHaveURL(/kind=numeric/);
  const numeric = await list.count();
  expect(numeric).toBeLessThan(all);
  await page.getByLabel('State').selectOption('solved');
  await expect(page.getByText('No question fits')).toBeVisible();
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect(list).toHaveCount(all);
  await page.goto(`${onsite.origin}/practise?q=urn&kind=numeric`);
  await expect(list).toHaveCount(1);
  await list.getByRole('link').click();
  await expect(page.getByLabel('Your answer')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('urn');
  await expect(list).toContainText('Tried');
});

test('settings hold at once and after a reload', async ({ page, onsite }) => {
  await page.goto(`${onsite.origin}/settings`);
  const stored = () =>
    page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok());
  const saved = stored();
  await page.getByLabel('Dark').check();
  await page.getByLabel('Font size').fill('19');
  await page.getByLabel('C++').check();
  await page.getByLabel('Vim keys').check();
  await page.getByLabel('Show the timer while working').uncheck();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await saved;
  await page.reload();
  await expect(page.getByLabel('Vim keys')).toBeChecked();
  await expect(page.getByLabel('Font size')).toHaveValue('19');
  await openQuestion(page, onsite, 'iou');
  await expect(page.getByLabel('Language')).toHaveValue('cpp');
  await expect(page.getByRole('timer')).toBeHidden();
  await expect(editor(page)).toHaveCSS('font-size', '19px');
  await expect(page.locator('.cm-vim-panel')).toBeVisible();
  await editor(page).click();
  await page.keyboard.type('ggO// by vim');
  await expect(editor(page)).toContainText('// by vim');
});

test('the panes stay where they were put', async ({ page, onsite }) => {
  await openQuestion(page, onsite, 'iou');
  const bar = page.getByRole('separator', { name: 'Width of the question' });
  const box = await bar.boundingBox();
  const at = { x: (box?.x ?? 0) + 3, y: (box?.y ?? 0) + 200 };
  const stored = page.waitForResponse(
    (one) => one.request().method() === 'PUT' && one.url().endsWith('/settings'),
  );
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(768, at.y, { steps: 4 });
  await page.mouse.up();
  await expect(bar).toHaveAttribute('aria-valuenow', '60');
  await stored;
  await page.reload();
  await expect(bar).toHaveAttribute('aria-valuenow', '60');
});

test('what is installed is listed, and everything can be taken out', async ({ page, onsite }) => {
  await page.goto(`${onsite.origin}/settings`);
  const installed = page.getByRole('region', { name: 'What is installed' });
  await expect(installed.getByRole('listitem').first()).toContainText(/There|Missing|Weaker/);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export everything' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.zip$/);
});

test('an unknown question says so and leads on', async ({ page, onsite }) => {
  await page.goto(`${onsite.origin}/practise/no-such-question`);
  await expect(page.getByRole('alert')).toContainText('no-such-question');
  await page.getByRole('link', { name: 'See every question' }).click();
  await expect(page.getByRole('searchbox')).toBeVisible();
});

test('an address of nothing says so', async ({ page, onsite }) => {
  await page.goto(`${onsite.origin}/nowhere`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('no page');
});

test('a browser without the key is told to run onsite open', async ({ browser, page, onsite }) => {
  await openQuestion(page, onsite, 'iou');
  await page.context().clearCookies();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('onsite open');
  const context = await browser.newContext();
  const stranger = await context.newPage();
  const response = await stranger.goto(onsite.origin);
  expect(response?.status()).toBe(401);
  await expect(stranger.getByText('onsite open')).toBeVisible();
  await context.close();
});

test('every page opens while the server is gone, and fills once it is back', async ({
  page,
  onsite,
}) => {
  await page.getByRole('link', { name: 'Practise' }).click();
  const question = page.getByRole('link', { name: /Weighted random sampling/ });
  await expect(question).toBeVisible();
  await page.waitForLoadState('networkidle');
  await onsite.stop('SIGKILL');
  const heading = page.getByRole('heading', { level: 1 });
  const notice = page.getByRole('status').filter({ hasText: 'Onsite is not answering' });
  await question.click();
  await expect(heading).toHaveText('This question could not be opened');
  await expect(notice).toBeVisible();
  for (const name of ['Settings', 'Today', 'Practise']) {
    await page.getByRole('link', { name, exact: true }).click();
    await expect(heading).toHaveText(name);
    await expect(notice).toBeVisible();
    await expect(page.getByRole('alert')).toContainText('onsite serve');
  }
  await page.goBack();
  await expect(heading).toHaveText('Today');
  await onsite.start();
  await expect(notice).toBeHidden();
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a question that was asked for while the server was gone opens by itself', async ({
  page,
  onsite,
}) => {
  await page.waitForLoadState('networkidle');
  await onsite.stop('SIGKILL');
  await page.getByRole('list').getByRole('link').first().click();
  await expect(page.getByRole('alert')).toContainText('Onsite is not answering');
  await onsite.start();
  await expect(editor(page)).toBeVisible();
});

test('a setting changed just before the page closes is kept', async ({ page, onsite }) => {
  await page.goto(`${onsite.origin}/settings`);
  await page.getByLabel('Dark').check();
  await page.getByLabel('Font size').fill('17');
  await page.goto('about:blank');
  await page.goto(`${onsite.origin}/settings`);
  await expect(page.getByLabel('Font size')).toHaveValue('17');
  await expect(page.getByLabel('Dark')).toBeChecked();
});
