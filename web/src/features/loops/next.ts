/**
 * The next step of a loop as a link; apart from the rooms, since the first page shows it too.
 */
import type { NextStep } from '../../api/types';

/** What to do next in a loop: in words, and where. */
export type NextLink = { text: string; path: string };

/** The next step of a loop; nothing where somebody else is waited for. */
export function nextLink(loop: string, next: NextStep, titles: string[]): NextLink | null {
  const base = `/loops/${loop}`;
  if ('round' in next) {
    const title = titles[next.round] ?? `round ${next.round + 1}`;
    const room = `${base}/rounds/${next.round}`;
    switch (next.step) {
      case 'continue':
        return { text: `Go on with ${title}`, path: room };
      case 'start':
        return { text: `Sit ${title}`, path: room };
      case 'predict':
        return { text: `Predict the vote of ${title}`, path: room };
      case 'seal':
        return { text: `Write the scorecard of ${title}`, path: `${room}/scorecard` };
      case 'await_kit':
        return null;
    }
  }
  const texts = {
    debrief: 'Open the debrief',
    read: 'Read the scorecards',
    decide: 'Discuss and decide',
    inform: 'Hear the outcome',
    done: 'Read the packet',
  };
  return { text: texts[next.step], path: `${base}/debrief` };
}
