/**
 * A job under the eyes of the page: followed step by step until it ends.
 */
import { ApiError, cancelJob, followJob, getJob } from '../../api/client';
import type { JobNotice, JobState, JobView, Judgement, TestResult } from '../../api/types';
import { troubleOf } from '../shell/asked.svelte';

/** Wait before a job whose stream was lost is asked for again. */
const ASK_AGAIN_MS = 2_000;

const ENDED: ReadonlySet<JobState> = new Set(['done', 'failed', 'cancelled']);

/** A job being followed. */
export class LiveJob {
  readonly id: string;
  /** The submission that it is about; none for a Run. */
  readonly submission: string | null;
  state = $state<JobState>('queued');
  ahead = $state(0);
  stage = $state('');
  done = $state(0);
  total = $state(0);
  steps = $state.raw<TestResult[]>([]);
  judgement = $state.raw<Judgement | null>(null);
  error = $state<string | null>(null);
  cancelling = $state(false);
  #seen = 0;
  #stop: () => void = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended: (job: LiveJob) => void;

  constructor(view: JobView, ended: (job: LiveJob) => void) {
    this.id = view.id;
    this.submission = view.submission ?? null;
    this.state = view.state;
    this.ahead = view.ahead;
    this.#ended = ended;
  }

  /** Whether it is a Run, and not about a submission. */
  get isRun(): boolean {
    return this.submission === null;
  }

  /** Whether nothing more will come. */
  get over(): boolean {
    return ENDED.has(this.state);
  }

  /** Follows the job until it ends. */
  follow(): void {
    this.#stop = followJob(this.id, {
      notice: (notice) => this.#notice(notice),
      lost: () => void this.#ask(),
    });
  }

  /** Asks the server to stop it. */
  async cancel(): Promise<void> {
    this.cancelling = true;
    try {
      this.#adopt(await cancelJob(this.id));
    } catch (error) {
      this.error = troubleOf(error).message;
    } finally {
      this.cancelling = false;
    }
  }

  /** Stops following; the job itself goes on. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#stop();
  }

  #notice(notice: JobNotice): void {
    if (this.over || notice.number <= this.#seen) {
      return;
    }
    this.#seen = notice.number;
    this.state = notice.state;
    this.ahead = notice.ahead;
    if (notice.progress) {
      this.stage = notice.progress.stage;
      this.done = notice.progress.done;
      this.total = notice.progress.total;
      if (notice.progress.step) {
        this.steps = [...this.steps, notice.progress.step];
      }
    }
    this.#finish(notice.judgement ?? null, notice.error ?? null);
  }

  #adopt(view: JobView): void {
    if (!this.over) {
      this.state = view.state;
      this.ahead = view.ahead;
      this.#finish(view.judgement ?? null, view.error ?? null);
    }
  }

  #finish(judgement: Judgement | null, error: string | null): void {
    if (this.over) {
      this.judgement = judgement;
      this.error = error;
      this.leave();
      this.#ended(this);
    }
  }

  /** After a lost stream: the server was started again, or holds the job no more. */
  async #ask(): Promise<void> {
    if (this.over) {
      return;
    }
    try {
      const view = await getJob(this.id);
      this.#adopt(view);
      if (!this.over) {
        this.#again();
      }
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        this.state = 'failed';
        const what = this.isRun ? 'Run' : 'job';
        this.#finish(null, `The ${what} ended when Onsite stopped. Start it again.`);
      } else {
        this.#again();
      }
    }
  }

  #again(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), ASK_AGAIN_MS);
  }
}
