/**
 * A loop under the eyes of a page: read, acted in, and read again where another window went on.
 *
 * Rules are the server's: what it refuses is said beside the control that asked.
 */
import { actInLoop, ApiError, getLoop } from '../../api/client';
import type { LoopAction, LoopPage, RoundView } from '../../api/types';
import { troubleOf } from '../shell/asked.svelte';
import { session } from '../shell/session.svelte';
import { ServerClock } from './clock';

/** A loop, as its pages share it. */
export class LiveLoop {
  page = $state.raw<LoopPage | null>(null);
  /** Why the loop could not be read. */
  error = $state.raw<ApiError | null>(null);
  /** Why the last action did not happen, and the control it was asked from. */
  refused = $state.raw<{ at: string; error: ApiError } | null>(null);
  /** Whether another window went on, so that the last action was not done. */
  moved = $state(false);
  busy = $state(false);
  #clock = new ServerClock();
  #latest = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(readonly id: string) {}

  /** What the server's clock shows. */
  now(): number {
    return this.#clock.at(performance.now());
  }

  /** A round by the number in an address. */
  round(number: number): RoundView | null {
    return this.page?.rounds[number] ?? null;
  }

  /** Reads the loop; without an answer what was read before stays. */
  load = (): Promise<void> => {
    this.#reading = this.#load();
    return this.#reading;
  };

  /** Does something from the control `at`; whether it was done. */
  act(at: string, action: LoopAction): Promise<boolean> {
    return this.change(at, (page) => actInLoop(this.id, page.seen, action));
  }

  /** The same for what changes a loop in another way, and returns it as it then stands. */
  async change(at: string, work: (page: LoopPage) => Promise<LoopPage>): Promise<boolean> {
    if (this.busy) {
      return false;
    }
    this.busy = true;
    try {
      await this.#reading;
      if (this.page === null) {
        return false;
      }
      const page = await work(this.page);
      this.#latest += 1;
      this.#adopt(page);
      this.refused = null;
      this.moved = false;
      return true;
    } catch (error) {
      await this.#failed(at, troubleOf(error));
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** What is refused at a control. */
  trouble(at: string): ApiError | null {
    return this.refused?.at === at ? this.refused.error : null;
  }

  async #load(): Promise<void> {
    this.#latest += 1;
    const mine = this.#latest;
    try {
      const page = await getLoop(this.id);
      if (mine === this.#latest) {
        this.#adopt(page);
        this.error = null;
      }
    } catch (error) {
      if (mine === this.#latest) {
        this.error = troubleOf(error);
      }
    }
  }

  #adopt(page: LoopPage): void {
    this.page = page;
    this.#clock.set(page.now, performance.now());
  }

  async #failed(at: string, error: ApiError): Promise<void> {
    if (error.code === 'moved-on') {
      this.moved = true;
      this.refused = null;
      session.announce('Another window went on with this loop. Nothing you typed is lost.');
    } else {
      this.refused = { at, error };
    }
    if (error.status === 409) {
      await this.load();
    }
  }
}
