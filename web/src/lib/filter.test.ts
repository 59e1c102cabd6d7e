import { expect, test } from 'vitest';
import type { QuestionCard } from '../api/types';
import { EVERYTHING, filterFrom, filterQuery, matching, narrows, searchable } from './filter';

const card = (id: string, more: Partial<QuestionCard> = {}): QuestionCard => ({
  id,
  kind: 'code',
  title: id,
  summary: '',
  level: 'L4',
  difficulty: 'easy',
  minutes: 15,
  competencies: ['coding'],
  topics: ['arrays'],
  standing: 'new',
  touched: null,
  ...more,
});

const three = searchable(
  [card('alpha', { summary: 'beta' }), card('beta'), card('gamma', { standing: 'to_review' })],
  new Map([['coding', 'Coding']]),
);
const ids = (cards: QuestionCard[]) => cards.map(({ id }) => id);

test('a list shows its own questions in its order', () => {
  expect(ids(matching(three, EVERYTHING))).toEqual(['alpha', 'beta', 'gamma']);
  expect(ids(matching(three, EVERYTHING, ['gamma', 'gone', 'alpha']))).toEqual(['gamma', 'alpha']);
  const due = { ...EVERYTHING, state: 'to_review' };
  expect(ids(matching(three, due, ['beta', 'gamma']))).toEqual(['gamma']);
});

test('titles that hold the search come first, also in a list', () => {
  const search = { ...EVERYTHING, q: 'BETA' };
  expect(ids(matching(three, search))).toEqual(['beta', 'alpha']);
  expect(ids(matching(three, search, ['alpha', 'beta']))).toEqual(['beta', 'alpha']);
});

test('list and filters stand in the address and come back', () => {
  const filter = { ...EVERYTHING, list: 'first-week', state: 'new' };
  expect(filterQuery(filter)).toBe('?list=first-week&state=new');
  expect(filterFrom(new URLSearchParams(filterQuery(filter)))).toEqual(filter);
  expect(narrows(filter)).toBe(true);
  expect(narrows(EVERYTHING)).toBe(false);
});
