/**
 * The story that was deleted last, until it is brought back or the page is closed.
 */
import { deleteStory, restoreStory } from '../../api/client';
import { troubleOf } from '../shell/asked.svelte';
import { session } from '../shell/session.svelte';
import { called, type WholeStory } from './story';

/** A story that can be brought back. */
type Deleted = { id: string; story: WholeStory; version: number };

class LastDeleted {
  last = $state.raw<Deleted | null>(null);
  /** Why it could not be brought back. */
  trouble = $state<string | null>(null);

  /** Deletes a story; `story` is what was written of it last. */
  async remove(id: string, story: WholeStory): Promise<void> {
    const { version } = await deleteStory(id);
    this.last = { id, story, version };
    this.trouble = null;
    session.announce(`“${called(story.title)}” is deleted.`);
  }

  /** Brings the story back; whether it is there again. */
  async undo(): Promise<boolean> {
    if (this.last === null) {
      return false;
    }
    const { id, story, version } = this.last;
    try {
      await restoreStory(id, story, version);
      this.last = null;
      session.announce(`“${called(story.title)}” is back.`);
      return true;
    } catch (error) {
      const { message, help } = troubleOf(error);
      this.trouble = `${message} ${help}`;
      return false;
    }
  }
}

/** The one last deleted story of this page. */
export const deleted = new LastDeleted();
