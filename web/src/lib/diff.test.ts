/** Where two texts part, and what is made visible of them. */
import { describe, expect, it } from 'vitest';
import { diffMarks, whiteSpace, type Mark } from './diff';

const shown = (marks: Mark[]) =>
  marks.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

describe('diffMarks', () => {
  it.each([
    ['1 2 3', '1 2 3', '1 2 3', '1 2 3'],
    ['[1,20,3]', '[1,25,3]', '[1,[20],3]', '[1,[25],3]'],
    ['0.25', '-0.25', '[0.25]', '[-0.25]'],
    ['a b', 'a  b', 'a[ ]b', 'a[  ]b'],
    ['x\n', 'x', 'x[\n]', 'x'],
    ['', 'new', '', '[new]'],
    ['1,2,3,4', '2,3,4,5', '[1,]2,3,4', '2,3,4[,5]'],
  ])('%j against %j', (expected, actual, left, right) => {
    const [a, b] = diffMarks(expected, actual);
    expect([shown(a), shown(b)]).toEqual([left, right]);
  });

  it('loses no text, however long', () => {
    const left = Array.from({ length: 4000 }, (_, index) => index).join(' ');
    const right = Array.from({ length: 4000 }, (_, index) => index * 3).join(' ');
    const [a, b] = diffMarks(left, right);
    expect(a.map(({ text }) => text).join('')).toBe(left);
    expect(b.map(({ text }) => text).join('')).toBe(right);
  });
});

describe('whiteSpace', () => {
  it('gives every blank a sign and leaves words whole', () => {
    const signs = whiteSpace('ab \t\r\n').map(({ text, sign }) => sign ?? text);
    expect(signs).toEqual(['ab', '·', '→', '␍', '↵']);
  });
});
