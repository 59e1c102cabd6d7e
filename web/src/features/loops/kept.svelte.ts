/**
 * A text that is typed in a room and has no draft on the server: kept in the browser until said.
 *
 * Each window keeps its own, so that two of them do not write over each other; the last one typed
 * is also there for a window that is opened anew.
 */
import { storageShelf } from '../../lib/shelf';

/** A text on its way to being said. */
export class KeptText {
  text = $state('');
  #shelves = [storageShelf(sessionStorage), storageShelf(localStorage)];

  constructor(readonly key: string) {
    const found = this.#shelves.map((shelf) => shelf.read(key)).find((kept) => kept !== null);
    this.text = found?.text ?? '';
  }

  /** Takes the text as typed. */
  type(text: string): void {
    this.text = text;
    const unsaved = { text, cursor: text.length, base: 0, at: Date.now() };
    for (const shelf of this.#shelves) {
      if (text === '') {
        shelf.remove(this.key);
      } else {
        shelf.write(this.key, unsaved);
      }
    }
  }

  /** Forgets the text that was said, but not what another window or later keys put there. */
  said(text: string): void {
    for (const shelf of this.#shelves) {
      if (shelf.read(this.key)?.text === text) {
        shelf.remove(this.key);
      }
    }
    if (this.text === text) {
      this.text = '';
    }
  }
}
