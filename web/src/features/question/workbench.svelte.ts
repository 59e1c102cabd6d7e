/**
 * A question being worked on: its attempt, texts, jobs, hints and results.
 *
 * Names no kind of question: what an answer is made of is handed in by the kind's view.
 */
import { openQuestion, getAttempt, giveUp, run, search, submit, takeHint } from '../../api/client';
import type { ApiError } from '../../api/client';
import type {
  Answer,
  Growth,
  JobView,
  Judgement,
  QuestionPage,
  SubmissionView,
} from '../../api/types';
import { sweep } from '../../lib/shelf';
import { troubleOf } from '../shell/asked.svelte';
import { session } from '../shell/session.svelte';
import { LiveJob } from './live.svelte';
import { saidOf } from './said';
import { Slot } from './slot.svelte';

/** A judgement on show, with the submission it belongs to; none for a Run. */
export type Shown = { judgement: Judgement; submission: SubmissionView | null };

const SEARCHED = 'The search is done.';

/** Which part a narrow screen shows. */
export type Part = 'question' | 'answer' | 'results';

/** The state of a question's page. */
export class Workbench {
  page = $state.raw<QuestionPage>() as QuestionPage;
  live = $state.raw<LiveJob | null>(null);
  /** The measuring of how the accepted answer grows, which the verdict does not wait for. */
  growing = $state.raw<LiveJob | null>(null);
  /** The search over a judged answer, where one was asked for. */
  searching = $state.raw<LiveJob | null>(null);
  shown = $state.raw<Shown | null>(null);
  /** Why the last thing asked for did not happen. */
  trouble = $state.raw<ApiError | null>(null);
  busy = $state(false);
  tab = $state('statement');
  part = $state<Part>('question');
  /** In a round, what the interviewer has asked so far; elsewhere nothing is held back. */
  asked = $state.raw<string[] | null>(null);
  #slots = new Map<string, Slot>();

  constructor(page: QuestionPage) {
    this.page = page;
    sweep(localStorage, Date.now());
    const latest = page.submissions.find((view) => view.judgement);
    if (latest?.judgement) {
      this.shown = { judgement: latest.judgement, submission: latest };
    }
    const job = page.jobs.find(({ work }) => work === 'run' || work === 'judging');
    if (job !== undefined) {
      this.#follow(new LiveJob(job, this.#ended));
    }
    this.#followLater();
  }

  /** Follows what goes on after a judgement, where something does. */
  #followLater(): void {
    const last = (wanted: string) => this.page.jobs.findLast(({ work }) => work === wanted);
    this.growing = this.#later(last('growth'), this.growing, 'Growth is measured.');
    this.searching = this.#later(last('search'), this.searching, SEARCHED);
  }

  #later(job: JobView | undefined, before: LiveJob | null, said: string): LiveJob | null {
    if (job === undefined || job.id === before?.id) {
      return before;
    }
    before?.leave();
    const live = new LiveJob(job, (ended) => this.#amended(ended, said));
    live.follow();
    return live;
  }

  #amended(job: LiveJob, said: string): void {
    if (job.judgement !== null) {
      if (this.shown?.judgement.id === job.judgement.id) {
        this.shown = { judgement: job.judgement, submission: this.shown.submission };
      }
      session.announce(said);
      void this.#refresh(job.judgement.submission ?? null);
    }
  }

  /** The kept text of a name; `otherwise` stands where nothing was ever typed. */
  slot(name: string, otherwise = ''): Slot {
    return this.#slot(name, otherwise, false);
  }

  /** A kept choice of a name: a text of which, between two windows, the latest holds. */
  choice(name: string, otherwise: string): Slot {
    return this.#slot(name, otherwise, true);
  }

  #slot(name: string, otherwise: string, latestHolds: boolean): Slot {
    let slot = this.#slots.get(name);
    if (slot === undefined) {
      const stored = this.page.drafts.find((draft) => draft.slot === name) ?? null;
      slot = new Slot(this.page.attempt.id, name, stored, otherwise, latestHolds);
      this.#slots.set(name, slot);
    }
    return slot;
  }

  /** Forgets why the last thing asked for did not happen. */
  dismiss(): void {
    this.trouble = null;
    if (this.live?.over && this.live.judgement === null) {
      this.live = null;
    }
  }

  /** Whether a Run or a submission is under way. */
  get judging(): boolean {
    return this.live !== null && !this.live.over;
  }

  /** Saves every text at once. */
  flush(leaving = false): void {
    for (const slot of this.#slots.values()) {
      slot.flush(leaving);
    }
  }

  /** Stops following and saves what is left. */
  close(): void {
    this.live?.leave();
    this.growing?.leave();
    this.searching?.leave();
    for (const slot of this.#slots.values()) {
      slot.close();
    }
  }

  /** Runs an answer on the samples and own inputs. */
  async run(answer: Answer, ownInputs: string[]): Promise<void> {
    await this.#start(() => run(this.page.attempt.id, answer, ownInputs));
  }

  /** Hands an answer in. */
  async submit(answer: Answer, claim: Growth | null, toldFrom?: string): Promise<void> {
    await this.#start(() => submit(this.page.attempt.id, answer, claim, toldFrom ?? null));
  }

  /** Searches over an answer that was judged. */
  async search(submission: string): Promise<void> {
    await this.#change(async () => {
      this.searching = this.#later(await search(submission), this.searching, SEARCHED);
      return this.page;
    });
  }

  /** Takes the next hint. */
  async hint(): Promise<void> {
    await this.#change(() => takeHint(this.page.attempt.id));
  }

  /** Gives up, so that the editorial may be read. */
  async giveUp(): Promise<void> {
    await this.#change(() => giveUp(this.page.attempt.id));
  }

  /** Starts a new attempt; the page is then opened anew with it. */
  async fresh(): Promise<QuestionPage | null> {
    this.flush();
    try {
      return await openQuestion(this.page.question.id, true);
    } catch (error) {
      this.trouble = troubleOf(error);
      return null;
    }
  }

  async #start(ask: () => ReturnType<typeof run>): Promise<void> {
    if (this.judging || this.busy) {
      return;
    }
    this.busy = true;
    this.trouble = null;
    this.part = 'results';
    this.flush();
    try {
      this.#follow(new LiveJob(await ask(), this.#ended));
      session.announce('Judging has begun.');
    } catch (error) {
      this.trouble = troubleOf(error);
    } finally {
      this.busy = false;
    }
  }

  #follow(job: LiveJob): void {
    this.live?.leave();
    this.live = job;
    job.follow();
  }

  #ended = (job: LiveJob): void => {
    if (job.judgement !== null) {
      this.shown = { judgement: job.judgement, submission: null };
      session.announce(`${saidOf(job.judgement).word}.`);
    } else {
      session.announce(job.state === 'cancelled' ? 'Cancelled.' : (job.error ?? 'Failed.'));
    }
    if (!job.isRun) {
      void this.#refresh(job.judgement?.submission ?? null);
    }
  };

  /** Reads what a judged submission changed: evidence, claim, state, editorial. */
  async #refresh(submission: string | null): Promise<void> {
    try {
      this.page = await getAttempt(this.page.attempt.id);
      this.#followLater();
      const view = this.page.submissions.find((one) => one.submission.id === submission);
      if (view?.judgement && this.shown?.judgement.id === view.judgement.id) {
        this.shown = { judgement: view.judgement, submission: view };
      }
    } catch (error) {
      this.trouble = troubleOf(error);
    }
  }

  async #change(ask: () => Promise<QuestionPage>): Promise<void> {
    this.busy = true;
    try {
      this.page = await ask();
      this.trouble = null;
    } catch (error) {
      this.trouble = troubleOf(error);
    } finally {
      this.busy = false;
    }
  }
}
