/**
 * A scorecard as it is written: the text it is kept as, and what it still lacks.
 */
import type { FocusView, GivenRating, Rating } from '../../api/types';

/** What a person writes of a scorecard. */
export type Card = { notes: string; ratings: GivenRating[] };

const RATINGS: ReadonlySet<unknown> = new Set<Rating>(['not_observed', 'below', 'meets', 'raises']);

function readRating(value: unknown): GivenRating[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { focus, rating, cites } = value as Record<string, unknown>;
  if (typeof focus !== 'string' || !RATINGS.has(rating)) {
    return [];
  }
  const numbers = Array.isArray(cites) ? cites.filter((one) => Number.isInteger(one)) : [];
  return [{ focus, rating: rating as Rating, cites: numbers as number[] }];
}

/** Reads a kept card; a text that is none is an empty card. */
export function parseCard(text: string): Card {
  try {
    const { notes, ratings } = JSON.parse(text) as { notes?: unknown; ratings?: unknown };
    return {
      notes: typeof notes === 'string' ? notes : '',
      ratings: Array.isArray(ratings) ? ratings.flatMap(readRating) : [],
    };
  } catch {
    return { notes: '', ratings: [] };
  }
}

/** A rating of a card. */
export const given = (card: Card, focus: string): GivenRating | null =>
  card.ratings.find((rating) => rating.focus === focus) ?? null;

/** The card with another rating of a focus. */
export function rated(card: Card, focus: string, change: Partial<GivenRating>): Card {
  const before = given(card, focus) ?? { focus, rating: 'not_observed', cites: [] };
  const others = card.ratings.filter((rating) => rating.focus !== focus);
  return { ...card, ratings: [...others, { ...before, ...change }] };
}

/** Whether a rating must say what it rests on. */
export const mustCite = (rating: Rating): boolean => rating === 'below' || rating === 'raises';

/** Something a card lacks: of a focus, or, without one, of its notes. */
export type Lack = { focus: string | null; text: string };

/** What a card lacks before it can be sealed. */
export function lacks(card: Card, focus: FocusView[]): Lack[] {
  const found: Lack[] = [];
  if (card.notes.trim() === '') {
    found.push({ focus: null, text: 'Write notes: what was asked and what was answered.' });
  }
  for (const one of focus.filter(({ evidence }) => evidence == null)) {
    const rating = given(card, one.id);
    if (rating === null) {
      const text = `Rate ${one.title}; choose “not observed” where nothing was seen.`;
      found.push({ focus: one.id, text });
    } else if (mustCite(rating.rating) && (rating.cites ?? []).length === 0) {
      found.push({ focus: one.id, text: `Cite a line that your rating of ${one.title} rests on.` });
    }
  }
  return found;
}
