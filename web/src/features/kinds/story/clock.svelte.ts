/**
 * The clock of a telling: runs for one part at a time and hands over what it counted as it goes.
 */
import type { StoryPart } from '../../../api/types';

/** How often the time on show is brought up to date. */
const SHOW_MS = 250;
/** Longest time that is counted and not yet kept. */
const KEEP_MS = 2_000;

/** What a clock is made of. */
export type ClockOptions = {
  /** Takes what was counted since the last time. */
  keep(part: StoryPart, milliseconds: number): void;
  /** How much longer a part may be spoken. */
  left(part: StoryPart): number;
};

/** A clock. */
export class TellingClock {
  /** The part being told aloud. */
  running = $state<StoryPart | null>(null);
  /** What was counted and not yet kept. */
  unkept = $state(0);
  #options: ClockOptions;
  #since = 0;
  #shows: ReturnType<typeof setInterval> | undefined;

  constructor(options: ClockOptions) {
    this.#options = options;
  }

  /** Starts counting for a part; one that was being told has ended. */
  start(part: StoryPart): void {
    this.stop();
    if (this.#options.left(part) > 0) {
      this.running = part;
      this.#since = performance.now();
      this.#shows = setInterval(() => this.#show(), SHOW_MS);
    }
  }

  /** Hands over what was counted so far, and goes on. */
  keep(): void {
    if (this.running !== null) {
      const counted = this.#counted();
      this.#since += counted;
      this.unkept = 0;
      this.#options.keep(this.running, counted);
    }
  }

  /** Stops, keeping what was counted. */
  stop(): void {
    this.keep();
    this.drop();
  }

  /** Stops without what was not kept yet: the telling it belonged to was replaced. */
  drop(): void {
    clearInterval(this.#shows);
    this.running = null;
    this.unkept = 0;
  }

  #counted(): number {
    const left = this.running === null ? 0 : this.#options.left(this.running);
    return Math.min(left, Math.max(0, Math.round(performance.now() - this.#since)));
  }

  #show(): void {
    this.unkept = this.#counted();
    if (this.running !== null && this.unkept >= this.#options.left(this.running)) {
      this.stop();
    } else if (this.unkept >= KEEP_MS) {
      this.keep();
    }
  }
}
