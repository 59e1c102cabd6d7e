/**
 * A telling as it is kept and handed in: a JSON list of its parts.
 */
import type { StoryPart, Told } from '../../../api/types';
import type { Workbench } from '../../question/workbench.svelte';

/** The kept text that holds a telling. */
export const STORY_SLOT = 'story';

/** The parts of a story, as they are headed, in the order of telling. */
export const PARTS: Record<StoryPart, string> = {
  context: 'Context',
  problem: 'Problem',
  actions: 'Actions',
  decisions: 'Decisions',
  result: 'Result',
  lesson: 'Lesson',
  people: 'People',
};

/** A telling as one text, each part under its heading. */
export const toldText = (parts: Told[]): string =>
  parts.map(({ part, text }) => `${PARTS[part]}\n${text || '(told aloud)'}`).join('\n\n');

/** Why the telling was refused, and what to do. */
export function refusedTelling(bench: Workbench): string | null {
  const { trouble } = bench;
  return trouble?.code === 'not-a-telling' || trouble?.code === 'too-large'
    ? `${trouble.message}. ${trouble.help}`
    : null;
}
