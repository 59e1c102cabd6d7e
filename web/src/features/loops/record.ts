/**
 * The record of a debrief: entries of the timeline that are no lines of a round, put into words.
 */
import type { Entry, LoopPage } from '../../api/types';
import { decisionWord, PHASES, voteWord } from './words';

/** An entry in words. */
export type Recorded = { entry: number; at: number; text: string; cites: number[] };

function words(page: LoopPage, entry: Entry): string | null {
  const title = (round: number) => page.rounds[round]?.title ?? `round ${round + 1}`;
  const who = entry.actor.seat === 'interviewer' ? title(entry.actor.round) : 'The candidate';
  switch (entry.act) {
    case 'plan':
      return 'The loop is planned.';
    case 'hand_over':
      return `The scorecard of ${title(entry.round)} is left to a friend.`;
    case 'predict':
      return `You predict for ${title(entry.round)}: ${voteWord(page, entry.vote)}.`;
    case 'seal':
      return `${title(entry.round)}: the scorecard is sealed.`;
    case 'amend':
      return `${title(entry.round)}, amendment: ${entry.text}`;
    case 'open_debrief':
      return entry.without
        ? `The debrief is opened without every scorecard: ${entry.without}`
        : 'The debrief is opened.';
    case 'finish_reading':
      return `${who} has read everything.`;
    case 'revote':
      return `${who} votes after reading: ${voteWord(page, entry.vote)}.`;
    case 'open_discussion':
      return 'The discussion is opened.';
    case 'argue':
      return `${who} argues: ${entry.text}`;
    case 'change_vote':
      return `${who} changes the vote to ${voteWord(page, entry.vote)}: ${entry.because}`;
    case 'veto':
      return `The bar raiser vetoes a hire: ${entry.because}`;
    case 'decide':
      return `Decision: ${decisionWord(entry.decision)}.`;
    case 'inform':
      return 'The recruiter tells you.';
    case 'withdraw':
      return 'You end the loop early.';
    case 'enter_phase':
      return PHASES[entry.phase];
    default:
      return null;
  }
}

const moments = (entry: Entry): number[] =>
  'cites' in entry
    ? entry.cites.flatMap((cite) => (cite.cite === 'moment' ? [cite.entry] : []))
    : [];

/** The entries that stand in no conversation, in order. */
export function beside(page: LoopPage, timeline: Entry[]): Recorded[] {
  const lines = new Set(page.rounds.flatMap((round) => round.lines.map((line) => line.entry)));
  return timeline.flatMap((entry) => {
    const text = lines.has(entry.number) ? null : words(page, entry);
    const { number, at } = entry;
    return text === null ? [] : [{ entry: number, at, text, cites: moments(entry) }];
  });
}
