/**
 * Keeps unsaved texts in the browser's storage.
 *
 * Storage that is full or refused loses nothing that the server has: every call falls back to
 * doing nothing.
 */
import type { Shelf, Unsaved } from './draft';

const PREFIX = 'onsite.unsaved.';
/** Texts older than this are dropped, so that storage stays bounded. */
const LONGEST_KEPT_MS = 90 * 24 * 3600 * 1000;

function parse(text: string | null): Unsaved | null {
  if (text === null) {
    return null;
  }
  try {
    const value = JSON.parse(text) as Partial<Unsaved>;
    const { text: typed, cursor, base, at } = value;
    const whole =
      typeof typed === 'string' &&
      typeof cursor === 'number' &&
      typeof base === 'number' &&
      typeof at === 'number';
    return whole ? { text: typed, cursor, base, at } : null;
  } catch {
    return null;
  }
}

/** A shelf over a `Storage`. */
export function storageShelf(storage: Storage): Shelf {
  const safely = <T>(act: () => T, otherwise: T): T => {
    try {
      return act();
    } catch {
      return otherwise;
    }
  };
  return {
    read: (key) => safely(() => parse(storage.getItem(PREFIX + key)), null),
    write: (key, unsaved) =>
      safely(() => storage.setItem(PREFIX + key, JSON.stringify(unsaved)), undefined),
    remove: (key) => safely(() => storage.removeItem(PREFIX + key), undefined),
  };
}

/** Drops texts that nobody came back to. */
export function sweep(storage: Storage, now: number): void {
  for (let index = storage.length - 1; index >= 0; index -= 1) {
    const key = storage.key(index);
    if (key?.startsWith(PREFIX)) {
      const kept = parse(storage.getItem(key));
      if (kept === null || now - kept.at > LONGEST_KEPT_MS) {
        storage.removeItem(key);
      }
    }
  }
}
