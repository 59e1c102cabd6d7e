/**
 * A plan tried in a world of one's own while either is being changed: the latest pair is run, what
 * it overtakes is cancelled, and nothing is recorded.
 */
import { cancelJob, run } from '../../../api/client';
import type { Judgement } from '../../../api/types';
import { LiveJob } from '../../question/live.svelte';
import { troubleOf } from '../../shell/asked.svelte';

/** Quiet time after a change before it is run. */
const SETTLED_MS = 150;

/** The state of a preview. */
export class Preview {
  /** What the latest pair that ran came to. */
  judgement = $state.raw<Judgement | null>(null);
  /** Why the latest pair did not run, a line each. */
  problems = $state.raw<string[]>([]);
  /** Whether what is shown is older than what is asked for. */
  stale = $state(false);
  #asked = 0;
  #job: LiveJob | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly attempt: string) {}

  /** Asks for a plan in a world. */
  ask(plan: string, world: string): void {
    this.stop();
    this.stale = true;
    const number = this.#asked;
    this.#timer = setTimeout(() => void this.#run(number, plan, world), SETTLED_MS);
  }

  /** Stops what is under way; what is shown stays. */
  stop(): void {
    this.#asked += 1;
    clearTimeout(this.#timer);
    const job = this.#job;
    this.#job = null;
    if (job !== null && !job.over) {
      job.leave();
      cancelJob(job.id).catch(() => {
        // It ends by itself within a second.
      });
    }
  }

  async #run(number: number, plan: string, world: string): Promise<void> {
    try {
      const view = await run(this.attempt, { kind: 'experiment', text: plan }, [world]);
      const job = new LiveJob(view, this.#ended);
      if (number === this.#asked) {
        this.#job = job;
        job.follow();
      } else {
        await cancelJob(job.id);
      }
    } catch (error) {
      if (number === this.#asked) {
        const trouble = troubleOf(error);
        this.#refuse([...trouble.message.split('\n'), trouble.help]);
      }
    }
  }

  #ended = (job: LiveJob): void => {
    if (job !== this.#job) {
      return;
    }
    if (job.judgement === null) {
      this.#refuse([job.error ?? 'The preview was cancelled; change a number to run it again.']);
    } else {
      this.judgement = job.judgement;
      this.problems = [];
      this.stale = false;
    }
  };

  #refuse(problems: string[]): void {
    this.problems = problems.filter((line) => line !== '');
    this.stale = false;
  }
}
