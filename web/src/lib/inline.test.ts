/** Short Markdown as pieces. */
import { expect, it } from 'vitest';
import { paragraphs } from './inline';

it.each([
  ['plain', [['text', 'plain']]],
  [
    'use `a*b` **now**',
    [
      ['text', 'use '],
      ['code', 'a*b'],
      ['text', ' '],
      ['strong', 'now'],
    ],
  ],
  ['costs $5 and $6', [['text', 'costs $5 and $6']]],
  [
    'as $x_1$ says',
    [
      ['text', 'as '],
      ['math', 'x_1'],
      ['text', ' says'],
    ],
  ],
  ['<b>no</b>', [['text', '<b>no</b>']]],
])('%j', (markdown, expected) => {
  const found = paragraphs(markdown).flat();
  expect(found.map(({ kind, text }) => [kind, text])).toEqual(expected);
});

it('parts paragraphs at empty lines', () => {
  expect(paragraphs('a\nb\n\nc').map((one) => one.map(({ text }) => text).join(''))).toEqual([
    'a b',
    'c',
  ]);
});
