import { describe, expect, it } from 'vitest';
import { differing } from './lines';

const said = (before: string, after: string) =>
  differing(before, after).map(({ change, line, text }) => `${change} ${line} ${text}`);

describe('lines that differ', () => {
  it('are those that the other text does not have', () => {
    expect(said('a\nb\nc\nd', 'a\nx\nc\nd\ne')).toEqual(['removed 2 b', 'added 2 x', 'added 5 e']);
    expect(said('a\nb', 'a\nb')).toEqual([]);
    expect(said('', 'a')).toEqual(['removed 1 ', 'added 1 a']);
    expect(said('a\nb\nb', 'b\nb')).toEqual(['removed 1 a']);
  });

  it('are all between the ends where there are very many', () => {
    const many = (name: string) => Array.from({ length: 1300 }, (_, at) => `${name}${at}`);
    const lines = differing(['same', ...many('a')].join('\n'), ['same', ...many('b')].join('\n'));
    expect(lines).toHaveLength(2600);
    expect(lines[0]).toEqual({ change: 'removed', line: 2, text: 'a0' });
  });
});
