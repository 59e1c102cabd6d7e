/**
 * Something a page asks the server for: on its way, here, or refused with what to do.
 */
import { ApiError } from '../../api/client';

/** What is said where an error is none of the server's. */
export function troubleOf(error: unknown): ApiError {
  if (error instanceof ApiError) {
    return error;
  }
  const what = error instanceof Error ? error.message : String(error);
  return new ApiError(-1, 'page', `This page stopped: ${what}.`, 'Reload the page.');
}

/** A value from the server. */
export class Asked<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<ApiError | null>(null);
  #ask: () => Promise<T>;
  #latest = 0;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
  }

  /** Asks; an answer that a later question overtook is dropped. */
  load = async (): Promise<void> => {
    this.#latest += 1;
    const mine = this.#latest;
    try {
      const value = await this.#ask();
      if (mine === this.#latest) {
        this.value = value;
        this.error = null;
      }
    } catch (error) {
      if (mine === this.#latest) {
        this.error = troubleOf(error);
      }
    }
  };
}
