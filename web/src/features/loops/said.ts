/**
 * How a line of a round is shown: who speaks, when in the round, and what became of an answer.
 */
import type { LineView, RoundView, Who } from '../../api/types';
import { clockTime } from '../../lib/format';
import { OUTCOMES, VERDICTS, type Said } from '../../lib/words';

/** Whose line it is, in a word. */
export const SPEAKERS: Record<Who, string> = {
  interviewer: 'Interviewer',
  candidate: 'You',
  note: 'Record',
};

/** The word for the verdict of an answer that was handed in. */
export function verdictSaid(verdict: string): Said {
  const known: Record<string, Said | undefined> = { ...OUTCOMES, ...VERDICTS };
  return known[verdict] ?? { word: verdict.replaceAll('_', ' '), tone: 'quiet' };
}

/** When a line was said, counted from the start of its round. */
export const sinceStart = (round: RoundView, line: LineView): string =>
  clockTime(line.at - (round.started ?? line.at));

const SHORT = 90;

/** A line in one short row, for choosing among many. */
export function shortLine(round: RoundView, line: LineView): string {
  const text = line.text.replace(/\s+/g, ' ');
  const cut = text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
  return `${sinceStart(round, line)} ${SPEAKERS[line.who]}: ${cut}`;
}

/** The anchor of an entry on a page. */
export const anchor = (entry: number): string => `e${entry}`;
