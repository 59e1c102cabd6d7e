/**
 * The server's clock as the page reads it between two answers.
 *
 * Pure: the caller hands in the page's own clock. A clock set by `ONSITE_CLOCK` may run faster or
 * slower than the page's; how fast is measured between answers.
 */

/** Shortest time between two answers from which a rate is measured. */
const MEASURABLE_MS = 2_000;
/** What delays of answers alone may make of a rate of one. */
const JITTER = 0.1;

/** Reads the server's clock. */
export class ServerClock {
  #now = 0;
  #here = 0;
  #markNow = 0;
  #markHere: number | null = null;
  #rate = 1;

  /** Takes the server's `now` from an answer that came when the page's clock showed `here`. */
  set(now: number, here: number): void {
    if (this.#markHere === null) {
      this.#mark(now, here);
    } else if (here - this.#markHere >= MEASURABLE_MS) {
      const rate = Math.max(0, (now - this.#markNow) / (here - this.#markHere));
      this.#rate = Math.abs(rate - 1) < JITTER ? 1 : rate;
      this.#mark(now, here);
    }
    this.#now = now;
    this.#here = here;
  }

  /** What the server's clock shows when the page's shows `here`. */
  at(here: number): number {
    return this.#now + (here - this.#here) * this.#rate;
  }

  #mark(now: number, here: number): void {
    this.#markNow = now;
    this.#markHere = here;
  }
}

/** Moments before the end at which it is said how much is left, and the words. */
const SAID: [number, string][] = [
  [60_000, 'One minute is left in this round.'],
  [5 * 60_000, 'Five minutes are left in this round.'],
];

/** What is to be said when the time that is left went from `before` to `left`. */
export function leftWords(before: number, left: number): string | null {
  if (left <= 0) {
    return null;
  }
  return SAID.find(([mark]) => left <= mark && before > mark)?.[1] ?? null;
}
