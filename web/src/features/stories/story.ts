/**
 * A kept story as its page holds it: every field there, in one order, so that texts can be compared.
 */
import type { Blank, Story } from '../../api/types';

/** A decision with everything said of it. */
export type Decision = { chose: string; over: string; because: string };

/** What came of it. */
export type Outcome = { what: string; number: string; baseline: string; measured: string };

/** A story with everything said of it. */
export type WholeStory = {
  title: string;
  context: string;
  problem: string;
  actions: string[];
  decisions: Decision[];
  result: Outcome;
  lesson: string;
  people: string;
  principles: string[];
  happened: string | null;
};

/** A story with every field there. */
export function whole(story: Partial<Story>): WholeStory {
  const { result } = story;
  return {
    title: story.title ?? '',
    context: story.context ?? '',
    problem: story.problem ?? '',
    actions: story.actions ?? [],
    decisions: (story.decisions ?? []).map(({ chose, over = '', because = '' }) => ({
      chose,
      over,
      because,
    })),
    result: {
      what: result?.what ?? '',
      number: result?.number ?? '',
      baseline: result?.baseline ?? '',
      measured: result?.measured ?? '',
    },
    lesson: story.lesson ?? '',
    people: story.people ?? '',
    principles: story.principles ?? [],
    happened: story.happened ?? null,
  };
}

/** A story as one text, which is kept in the browser until the server has it. */
export const storyText = (story: Partial<Story>): string => JSON.stringify(whole(story));

/** Reads a story that {@link storyText} wrote; nothing where it is none. */
export function parseStory(text: string): WholeStory | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? whole(value)
      : null;
  } catch {
    return null;
  }
}

/** Steps as lines, and lines as steps; a line being typed may be blank. */
export const lines = (steps: string[]): string => steps.join('\n');
export const steps = (text: string): string[] => (text === '' ? [] : text.split('\n'));

/** Every word of a story as it stands, part under part, to be read and counted. */
export function wording(story: WholeStory): string {
  const { what, number, baseline, measured } = story.result;
  const decisions = story.decisions.flatMap(({ chose, over, because }) => [chose, over, because]);
  const parts = [story.context, story.problem, ...story.actions, ...decisions];
  parts.push(what, number, baseline, measured, story.lesson, story.people);
  return [story.title, ...parts].filter((text) => text.trim() !== '').join('\n');
}

/** What a story does not say yet. */
export const BLANKS: Record<Blank, string> = {
  context: 'context',
  problem: 'problem',
  actions: 'actions',
  decisions: 'decisions',
  alternative: 'alternatives',
  result: 'result',
  number: 'number',
  baseline: 'baseline',
  measured: 'how it was measured',
  lesson: 'lesson',
  people: 'people',
};

/** How a story is called where it may have no title yet. */
export const called = (title: string): string =>
  title.trim() === '' ? 'Story without a title' : title;
