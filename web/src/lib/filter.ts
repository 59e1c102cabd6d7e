/**
 * Which questions a person is looking for, in the address and applied to the list.
 */
import type { QuestionCard } from '../api/types';

/** The things a list can be narrowed by, apart from the search text. */
export const FACETS = ['kind', 'competency', 'topic', 'level', 'state'] as const;

/** One of them. */
export type Facet = (typeof FACETS)[number];

/** What is looked for; an empty text narrows nothing. */
export type Filter = { q: string; list: string } & Record<Facet, string>;

/** Looks for everything. */
export const EVERYTHING: Filter = {
  q: '',
  list: '',
  kind: '',
  competency: '',
  topic: '',
  level: '',
  state: '',
};

/** Reads a filter from an address. */
export function filterFrom(parameters: URLSearchParams): Filter {
  const filter = { ...EVERYTHING };
  for (const key of ['q', 'list', ...FACETS] as const) {
    filter[key] = parameters.get(key) ?? '';
  }
  return filter;
}

/** Writes a filter for an address, leaving out what narrows nothing. */
export function filterQuery(filter: Filter): string {
  const parameters = new URLSearchParams();
  for (const key of ['q', 'list', ...FACETS] as const) {
    if (filter[key] !== '') {
      parameters.set(key, filter[key]);
    }
  }
  const query = parameters.toString();
  return query === '' ? '' : `?${query}`;
}

/** Whether anything is narrowed. */
export function narrows(filter: Filter): boolean {
  return filterQuery(filter) !== '';
}

/** A question with the text that search looks through, made once per list. */
export type Searchable = { card: QuestionCard; text: string };

/** Makes a list searchable; `titles` names competencies by id. */
export function searchable(cards: QuestionCard[], titles: Map<string, string>): Searchable[] {
  return cards.map((card) => {
    const competencies = card.competencies.map((id) => titles.get(id) ?? id);
    const topics = card.topics.map((topic) => topic.replaceAll('-', ' '));
    const parts = [card.title, card.summary, card.id, ...competencies, ...topics];
    return { card, text: parts.join('\n').toLowerCase() };
  });
}

function ordered(list: Searchable[], order: string[] | null): QuestionCard[] {
  if (order === null) {
    return list.map(({ card }) => card);
  }
  const cards = new Map(list.map(({ card }) => [card.id, card]));
  return order.flatMap((id) => cards.get(id) ?? []);
}

/**
 * The questions that fit: every word of the search occurs, title matches first; of a list only its
 * own, in its order.
 */
export function matching(
  list: Searchable[],
  filter: Filter,
  order: string[] | null = null,
): QuestionCard[] {
  const words = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ card, text }: Searchable) =>
    (filter.kind === '' || card.kind === filter.kind) &&
    (filter.level === '' || card.level === filter.level) &&
    (filter.state === '' || card.standing === filter.state) &&
    (filter.competency === '' || card.competencies.includes(filter.competency)) &&
    (filter.topic === '' || card.topics.includes(filter.topic)) &&
    words.every((word) => text.includes(word));
  const found = ordered(list.filter(fits), order);
  if (words.length === 0) {
    return found;
  }
  const inTitle = (card: QuestionCard) =>
    words.every((word) => card.title.toLowerCase().includes(word)) ? 0 : 1;
  return found.sort((a, b) => inTitle(a) - inTitle(b));
}
