/**
 * Working time: counts up on the screen, kept by beats on the server.
 */
import { beat } from '../../api/client';
import type { QuestionPage } from '../../api/types';

const BEAT_MS = 10_000;
const SHOW_MS = 500;

const pausedKey = (attempt: string) => `onsite.paused.${attempt}`;

/** The timer of one attempt. */
export class WorkTimer {
  elapsed = $state(0);
  paused = $state(false);
  #attempt: string;
  #base: number;
  #since: number | null = null;
  #beats: ReturnType<typeof setInterval> | undefined;
  #shows: ReturnType<typeof setInterval> | undefined;

  constructor(page: QuestionPage) {
    this.#attempt = page.attempt.id;
    this.#base = page.elapsed_ms;
    this.elapsed = page.elapsed_ms;
    this.paused = sessionStorage.getItem(pausedKey(this.#attempt)) !== null;
  }

  /** Starts counting, as long as the page is in sight and not paused; returns how to stop. */
  start(): () => void {
    const sight = () => (document.hidden ? this.#stop(true) : this.#go());
    const leave = () => this.#stop(true);
    document.addEventListener('visibilitychange', sight);
    addEventListener('pagehide', leave);
    this.#go();
    return () => {
      document.removeEventListener('visibilitychange', sight);
      removeEventListener('pagehide', leave);
      this.#stop(true);
    };
  }

  /** Pauses, or goes on. */
  toggle(): void {
    this.paused = !this.paused;
    if (this.paused) {
      sessionStorage.setItem(pausedKey(this.#attempt), 'yes');
      this.#stop(false);
    } else {
      sessionStorage.removeItem(pausedKey(this.#attempt));
      this.#go();
    }
  }

  #go(): void {
    if (this.paused || this.#since !== null || document.hidden) {
      return;
    }
    this.#since = performance.now();
    void this.#beat(true);
    this.#beats = setInterval(() => void this.#beat(true), BEAT_MS);
    this.#shows = setInterval(() => this.#show(), SHOW_MS);
  }

  #stop(leaving: boolean): void {
    clearInterval(this.#beats);
    clearInterval(this.#shows);
    if (this.#since !== null) {
      this.#show();
      this.#base = this.elapsed;
      this.#since = null;
      void this.#beat(false, leaving);
    }
  }

  #show(): void {
    const since = this.#since === null ? 0 : performance.now() - this.#since;
    this.elapsed = this.#base + since;
  }

  async #beat(running: boolean, leaving = false): Promise<void> {
    try {
      const timer = await beat(this.#attempt, running, leaving);
      if (this.#since !== null && running) {
        this.#base = timer.elapsed_ms;
        this.#since = performance.now();
        this.#show();
      }
    } catch {
      // A lost beat costs at most the time since the last one; the next is on its way.
    }
  }
}
