/**
 * The titles of competencies, read once and when first needed.
 */
import { getQuestions } from '../../api/client';

class Competencies {
  #titles = $state.raw(new Map<string, string>());
  #asked = false;

  /** The title of a competency; its id until the titles are here. */
  title(id: string): string {
    return this.#titles.get(id) ?? id.replaceAll('-', ' ');
  }

  /** Reads the titles; without them ids stand in, so a failure is not an error of the page. */
  async load(): Promise<void> {
    if (this.#asked) {
      return;
    }
    this.#asked = true;
    try {
      const { competencies } = await getQuestions();
      this.#titles = new Map(competencies.map(({ id, title }) => [id, title]));
    } catch {
      this.#asked = false;
    }
  }
}

/** The titles of competencies. */
export const competencies = new Competencies();
