/**
 * Keeps what is typed: at once in the browser, soon after on the server, never an older text over
 * a newer one.
 *
 * Pure but for the store and the clock it is handed; knows neither pages nor requests.
 */

/** A text with the cursor in it. */
export type Text = { text: string; cursor: number };

/** A draft as the server holds it. */
export type Stored = Text & { version: number };

/** A text that the server has not confirmed, kept in the browser. */
export type Unsaved = Text & {
  /** The server's version that the text grew from. */
  base: number;
  /** When it was typed, in milliseconds since the epoch. */
  at: number;
};

/** What to go on with when a page opens. */
export type Reconciled =
  | { kind: 'stored'; stored: Stored | null }
  | { kind: 'restored'; unsaved: Unsaved; base: number }
  | { kind: 'conflict'; stored: Stored; unsaved: Unsaved };

/** Decides between the server's draft and what the browser kept unsaved. */
export function reconcile(stored: Stored | null, unsaved: Unsaved | null): Reconciled {
  if (unsaved === null || unsaved.text === stored?.text) {
    return { kind: 'stored', stored };
  }
  const version = stored?.version ?? 0;
  if (stored === null || unsaved.base >= version) {
    return { kind: 'restored', unsaved, base: version };
  }
  return { kind: 'conflict', stored, unsaved };
}

/** Where unsaved texts are kept in the browser. */
export type Shelf = {
  read(key: string): Unsaved | null;
  write(key: string, unsaved: Unsaved): void;
  remove(key: string): void;
};

/** Saves to the server; `leaving` asks for a request that outlives the page. */
export type Save = (draft: Stored, leaving: boolean) => Promise<{ saved: boolean; draft: Stored }>;

/** Where saving stands. */
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'offline' | 'conflict';

/** What a keeper is made of. */
export type KeeperOptions = {
  key: string;
  shelf: Shelf;
  save: Save;
  now: () => number;
  /** Tells of a new state; with `conflict`, of the newer text that is on the server. */
  changed(state: SaveState, theirs: Stored | null): void;
};

/** Rest after the last key before a save. */
export const REST_MS = 600;
/** Longest time that typing may hold off a save. */
export const LONGEST_WAIT_MS = 1_600;
/** Wait before a failed save is tried again. */
export const RETRY_MS = 2_500;

/** Keeps one draft. */
export class DraftKeeper {
  #options: KeeperOptions;
  #base = 0;
  #sent = 0;
  #current: Text = { text: '', cursor: 0 };
  #confirmed: string | null = null;
  #firstUnsaved = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #inFlight = false;
  #closed = false;
  #theirs: Stored | null = null;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** Starts from the server's draft and what the browser kept; returns what to go on with. */
  open(stored: Stored | null): Reconciled {
    const found = reconcile(stored, this.#options.shelf.read(this.#options.key));
    this.#base = stored?.version ?? 0;
    this.#confirmed = stored?.text ?? null;
    if (found.kind === 'restored') {
      this.type({ text: found.unsaved.text, cursor: found.unsaved.cursor });
    } else if (found.kind === 'conflict') {
      this.#current = found.unsaved;
      this.#enterConflict(found.stored);
    } else {
      this.#options.shelf.remove(this.#options.key);
      this.#current = stored ?? this.#current;
    }
    return found;
  }

  /** Takes the text as typed. */
  type(current: Text): void {
    const same = current.text === this.#current.text && this.#confirmed === current.text;
    if (same && current.cursor === this.#current.cursor) {
      return;
    }
    this.#current = current;
    this.#shelve();
    if (this.#theirs !== null) {
      return;
    }
    const now = this.#options.now();
    if (this.#timer === undefined) {
      this.#firstUnsaved = now;
    }
    const latest = this.#firstUnsaved + LONGEST_WAIT_MS;
    this.#later(Math.max(0, Math.min(REST_MS, latest - now)));
    this.#options.changed('unsaved', null);
  }

  /** Saves at once; with `leaving`, in a request that outlives the page. */
  flush(leaving = false): void {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      void this.#save(leaving);
    }
  }

  /** Ends a conflict: with one's own text over the server's, or with the server's. */
  settle(keep: Stored | Text): void {
    this.#base = Math.max(this.#base, this.#theirs?.version ?? 0);
    this.#theirs = null;
    if ('version' in keep) {
      this.#current = keep;
      this.#confirmed = keep.text;
      this.#options.shelf.remove(this.#options.key);
      this.#options.changed('saved', null);
    } else {
      this.#confirmed = null;
      this.type(keep);
      this.flush();
    }
  }

  /** Saves what is left and stops. */
  close(): void {
    this.flush(true);
    this.#closed = true;
  }

  /** Stops and forgets what was not saved: what it belonged to is gone. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#closed = true;
    this.#options.shelf.remove(this.#options.key);
  }

  #shelve(): void {
    const { text, cursor } = this.#current;
    const at = this.#options.now();
    this.#options.shelf.write(this.#options.key, { text, cursor, base: this.#base, at });
  }

  #later(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#save(false);
    }, wait);
  }

  async #save(leaving: boolean): Promise<void> {
    if (this.#inFlight && !leaving) {
      this.#later(REST_MS);
      return;
    }
    const sent = this.#current;
    const version = Math.max(this.#base, this.#sent) + 1;
    this.#sent = version;
    this.#inFlight = true;
    this.#options.changed('saving', null);
    try {
      const answer = await this.#options.save({ ...sent, version }, leaving);
      this.#answered(sent, answer, version === this.#sent);
    } catch {
      this.#failed();
    } finally {
      this.#inFlight = false;
    }
  }

  #answered(sent: Text, answer: { saved: boolean; draft: Stored }, latest: boolean): void {
    if (!answer.saved && answer.draft.text !== sent.text) {
      // One's own later save may have overtaken this one; only a foreign text is a conflict.
      if (latest) {
        this.#enterConflict(answer.draft);
      }
      return;
    }
    this.#base = Math.max(this.#base, answer.draft.version);
    this.#confirmed = sent.text;
    if (this.#current.text === sent.text) {
      this.#unshelve(sent.text);
      this.#options.changed(this.#timer === undefined ? 'saved' : 'unsaved', null);
    }
  }

  #unshelve(text: string): void {
    if (this.#options.shelf.read(this.#options.key)?.text === text) {
      this.#options.shelf.remove(this.#options.key);
    }
  }

  #failed(): void {
    this.#options.changed('offline', null);
    if (!this.#closed && this.#timer === undefined) {
      this.#later(RETRY_MS);
    }
  }

  #enterConflict(theirs: Stored): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // The base stays: a reload must find the conflict again, not overwrite.
    this.#theirs = theirs;
    this.#options.changed('conflict', theirs);
  }
}
