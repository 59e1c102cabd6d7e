/**
 * Where the words that gaps quote stand in what was told.
 */
import type { GapFound, StoryPart } from '../../../api/types';

/** A stretch of a text, with the numbers of the gaps that quote it; ends are where one of them does. */
export type Stretch = { text: string; gaps: number[]; ends: number[] };

/** Takes the text of a part apart where quotes begin and end; gaps count from one. */
export function stretches(text: string, part: StoryPart, gaps: GapFound[]): Stretch[] {
  const quotes = gaps.flatMap(({ part: within, quote }, index) => {
    const start = within === part && quote ? text.indexOf(quote) : -1;
    return start < 0 ? [] : [{ number: index + 1, start, end: start + (quote ?? '').length }];
  });
  const cuts = [0, text.length, ...quotes.flatMap(({ start, end }) => [start, end])];
  const sorted = [...new Set(cuts)].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => {
    const start = sorted[index] ?? 0;
    const over = quotes.filter((quote) => quote.start <= start && quote.end >= end);
    return {
      text: text.slice(start, end),
      gaps: over.map(({ number }) => number),
      ends: over.filter((quote) => quote.end === end).map(({ number }) => number),
    };
  });
}
