/**
 * The scorecard of a round while it is written: kept like an answer's text, as one draft.
 */
import { putLoopDraft } from '../../api/client';
import type { GivenRating, RoundView } from '../../api/types';
import { DraftKeeper, type SaveState, type Stored } from '../../lib/draft';
import { storageShelf } from '../../lib/shelf';
import { parseCard, rated, type Card } from './card';

/** A scorecard being written. */
export class CardDraft {
  card = $state.raw<Card>({ notes: '', ratings: [] });
  /** Where saving stands. */
  saving = $state<SaveState>('saved');
  /** The card that another window wrote, while the two are in conflict. */
  theirs = $state.raw<Stored | null>(null);
  #keeper: DraftKeeper;

  constructor(loop: string, round: RoundView) {
    const slot = `scorecard_${round.number}`;
    this.#keeper = new DraftKeeper({
      key: `${loop}.${slot}`,
      shelf: storageShelf(localStorage),
      save: (draft, leaving) => putLoopDraft(loop, slot, draft, leaving),
      now: () => Date.now(),
      changed: (state, theirs) => {
        this.saving = state;
        this.theirs = theirs;
      },
    });
    const found = this.#keeper.open(round.draft ?? null);
    const text = found.kind === 'stored' ? found.stored : found.unsaved;
    this.card = parseCard(text?.text ?? '');
  }

  /** Takes the notes as typed. */
  note(notes: string, cursor: number): void {
    this.#change({ ...this.card, notes }, cursor);
  }

  /** Takes a rating, or what it rests on. */
  rate(focus: string, change: Partial<GivenRating>): void {
    this.#change(rated(this.card, focus, change), 0);
  }

  /** Ends a conflict by keeping one's own card or taking the other. */
  settle(which: 'mine' | 'theirs'): void {
    const theirs = this.theirs;
    if (which === 'theirs' && theirs !== null) {
      this.card = parseCard(theirs.text);
      this.#keeper.settle(theirs);
    } else {
      this.#keeper.settle({ text: JSON.stringify(this.card), cursor: 0 });
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

  #change(card: Card, cursor: number): void {
    this.card = card;
    this.#keeper.type({ text: JSON.stringify(card), cursor });
  }
}
