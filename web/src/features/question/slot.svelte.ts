/**
 * One text of an attempt (an answer, the own inputs, the claim), as the page shows and keeps it.
 */
import { putDraft } from '../../api/client';
import type { Draft } from '../../api/types';
import { DraftKeeper, type SaveState, type Stored } from '../../lib/draft';
import { storageShelf } from '../../lib/shelf';

/** A kept text. */
export class Slot {
  text = $state('');
  cursor = $state(0);
  /** Where saving stands. */
  saving = $state<SaveState>('saved');
  /** The newer text on the server, while the two are in conflict. */
  theirs = $state.raw<Stored | null>(null);
  /** Rises when the text changes other than by typing, so that an editor takes it over. */
  replaced = $state(0);
  #keeper: DraftKeeper;

  constructor(
    attempt: string,
    readonly name: string,
    stored: Draft | null,
    otherwise: string,
    /** Whether the latest text holds where two windows part: a choice is made again, not merged. */
    latestHolds: boolean,
  ) {
    let open = false;
    this.#keeper = new DraftKeeper({
      key: `${attempt}.${name}`,
      shelf: storageShelf(localStorage),
      save: (draft, leaving) => putDraft(attempt, name, draft, leaving),
      now: () => Date.now(),
      changed: (state, theirs) => {
        this.saving = state;
        this.theirs = theirs;
        if (latestHolds && open && theirs !== null) {
          this.settle('mine');
        }
      },
    });
    const found = this.#keeper.open(stored);
    const text = found.kind === 'stored' ? found.stored : found.unsaved;
    this.text = text?.text ?? otherwise;
    this.cursor = text?.cursor ?? 0;
    open = true;
    if (latestHolds && this.theirs !== null) {
      this.settle('mine');
    }
  }

  /** Takes the text as typed. */
  type(text: string, cursor: number): void {
    this.text = text;
    this.cursor = cursor;
    this.#keeper.type({ text, cursor });
  }

  /** Puts another text in its place. */
  replace(text: string): void {
    this.type(text, 0);
    this.replaced += 1;
  }

  /** Ends a conflict by keeping one's own text or taking the other. */
  settle(which: 'mine' | 'theirs'): void {
    const theirs = this.theirs;
    if (which === 'theirs' && theirs !== null) {
      this.text = theirs.text;
      this.cursor = theirs.cursor;
      this.replaced += 1;
      this.#keeper.settle(theirs);
    } else {
      this.#keeper.settle({ text: this.text, cursor: this.cursor });
    }
  }

  /** Saves at once. */
  flush(leaving = false): void {
    this.#keeper.flush(leaving);
  }

  /** Saves what is left and stops. */
  close(): void {
    this.#keeper.close();
  }
}
