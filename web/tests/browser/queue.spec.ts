/** Many answers at once: each says its place, and each comes to its turn. */
import type { Page } from '@playwright/test';
import { ask, expect, openQuestion, shipped, test, verdict, write } from './onsite';

type Job = { id: string; state: string; ahead: number };
type Opened = { attempt: { id: string }; jobs: Job[] };

/** More than run at once on any machine. */
const MANY = 12;

/** A Run that holds a place for long: it sleeps through the limit of each of its inputs. */
async function slowRun(page: Page, question: string): Promise<Job> {
  const opened = `/api/questions/${question}/open`;
  const { attempt } = await ask<Opened>(page, 'POST', opened, { fresh: true });
  const answer = { kind: 'code', language: 'python', source: 'import time\ntime.sleep(60)\n' };
  const own_inputs = Array<string>(10).fill('[[0, 0, 1, 1], [0, 0, 2, 2]]');
  return ask<Job>(page, 'POST', `/api/attempts/${attempt.id}/runs`, { answer, own_inputs });
}

test('the page says which place an answer has, until it is its turn', async ({ page, onsite }) => {
  const jobs: Job[] = [];
  while (jobs.length < MANY) {
    jobs.push(await slowRun(page, 'iou'));
  }
  await openQuestion(page, onsite, 'weighted-sampling');
  await write(page, shipped('weighted-sampling', 'accepted/prefix_sums.py'));
  await page.keyboard.press('Control+Shift+Enter');
  const judging = page.getByRole('region', { name: 'Judging' });
  await expect(judging).toContainText(/Waiting: \d+ jobs before yours/);

  await page.reload();
  await expect(async () => {
    const opened = '/api/questions/weighted-sampling/open';
    const [job] = (await ask<Opened>(page, 'POST', opened, { fresh: false })).jobs;
    await expect(judging).toContainText(`Waiting: ${job?.ahead} jobs before yours`, { timeout: 1 });
  }).toPass();

  const stands = (job: Job) => ask<Job>(page, 'GET', `/api/jobs/${job.id}`);
  const cancel = (job: Job) => ask<Job>(page, 'DELETE', `/api/jobs/${job.id}`);
  const [next, ...others] = (await Promise.all(jobs.map(stands))).filter(
    ({ state }) => state === 'queued',
  );
  expect(others.length).toBeGreaterThan(0);
  for (const job of others) {
    await cancel(job);
  }
  await expect(judging).toContainText('Waiting: 1 job before yours');
  expect((await stands(next as Job)).ahead).toBe(0);
  for (const job of jobs) {
    await cancel(job);
  }
  await expect(verdict(page, 'Submission', 'Accepted')).toBeVisible();
});
