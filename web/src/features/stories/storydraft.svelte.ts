/**
 * A kept story while it is written: at once in the browser, soon after on the server.
 */
import { putStory, restoreStory, type ApiError } from '../../api/client';
import type { Blank, StoryFault, StoryPage } from '../../api/types';
import { DraftKeeper, type SaveState, type Stored } from '../../lib/draft';
import { storageShelf } from '../../lib/shelf';
import { troubleOf } from '../shell/asked.svelte';
import { parseStory, storyText, whole, type WholeStory } from './story';

/** A story being written. */
export class StoryDraft {
  story = $state.raw<WholeStory>(whole({}));
  /** Where saving stands. */
  saving = $state<SaveState>('saved');
  /** The story that another window wrote, while the two are in conflict. */
  theirs = $state.raw<Stored | null>(null);
  /** What is wrong with it as it is kept. */
  faults = $state.raw<StoryFault[]>([]);
  /** What it does not say yet, as it is kept. */
  blanks = $state.raw<Blank[]>([]);
  /** Why the server does not keep it, where it answered. */
  trouble = $state.raw<ApiError | null>(null);
  #keeper: DraftKeeper;

  constructor(
    page: StoryPage,
    readonly id = page.id,
  ) {
    this.faults = page.faults;
    this.blanks = page.blanks;
    this.#keeper = new DraftKeeper({
      key: `${id}.kept`,
      shelf: storageShelf(localStorage),
      save: (draft, leaving) => this.#save(draft, leaving),
      now: () => Date.now(),
      changed: (state, theirs) => {
        this.saving = state;
        this.theirs = theirs;
      },
    });
    const stored = { text: storyText(page.story), cursor: 0, version: page.version };
    const found = this.#keeper.open(stored);
    const text = found.kind === 'stored' ? found.stored : found.unsaved;
    this.story = parseStory(text?.text ?? '') ?? whole(page.story);
  }

  /** Whether the story was deleted in another window. */
  get gone(): boolean {
    return this.trouble?.status === 404;
  }

  /** Takes a change as typed. */
  type(change: Partial<WholeStory>): void {
    this.story = { ...this.story, ...change };
    this.#keeper.type({ text: storyText(this.story), cursor: 0 });
  }

  /** Ends a conflict by keeping one's own story or taking the other. */
  settle(which: 'mine' | 'theirs'): void {
    const theirs = this.theirs;
    if (which === 'theirs' && theirs !== null) {
      this.story = parseStory(theirs.text) ?? this.story;
      this.#keeper.settle(theirs);
    } else {
      this.#keeper.settle({ text: storyText(this.story), cursor: 0 });
    }
  }

  /** Brings a deleted story back with what is written here. */
  async bringBack(): Promise<void> {
    try {
      const page = await restoreStory(this.id, this.story, 1);
      this.trouble = null;
      this.faults = page.faults;
      this.blanks = page.blanks;
      this.flush();
    } catch (error) {
      this.trouble = troubleOf(error);
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

  /** Stops without saving: the story is deleted. */
  forget(): void {
    this.#keeper.forget();
  }

  async #save(draft: Stored, leaving: boolean): Promise<{ saved: boolean; draft: Stored }> {
    const story = parseStory(draft.text) ?? this.story;
    try {
      const answer = await putStory(this.id, story, draft.version, leaving);
      this.trouble = null;
      if (answer.saved) {
        this.faults = answer.faults;
        this.blanks = answer.blanks;
      }
      const kept = { text: storyText(answer.story), cursor: 0, version: answer.version };
      return { saved: answer.saved, draft: kept };
    } catch (error) {
      const trouble = troubleOf(error);
      this.trouble = trouble.offline ? null : trouble;
      throw error;
    }
  }
}
