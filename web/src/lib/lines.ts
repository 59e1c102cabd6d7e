/**
 * Lines in which two texts differ.
 */
import { common } from './diff';

/** A line of either text, numbered in its own. */
export type Line = { change: 'removed' | 'added'; line: number; text: string };

/** Beyond so many lines between the common ends, all of them are told. */
const MOST_LINES = 1_200;

/** The lines of two texts that the other does not have, in order. */
export function differing(before: string, after: string): Line[] {
  const left = before.split(/\r?\n/);
  const right = after.split(/\r?\n/);
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) {
    start += 1;
  }
  let [leftEnd, rightEnd] = [left.length, right.length];
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd -= 1;
    rightEnd -= 1;
  }
  const [a, b] = [left.slice(start, leftEnd), right.slice(start, rightEnd)];
  const small = a.length <= MOST_LINES && b.length <= MOST_LINES;
  const [inA, inB] = small ? common(a, b) : [[], []];
  const lines: Line[] = [];
  for (let row = 0, column = 0; row < a.length || column < b.length;) {
    if (row < a.length && inA[row] !== true) {
      lines.push({ change: 'removed', line: start + row + 1, text: a[row] ?? '' });
      row += 1;
    } else if (column < b.length && inB[column] !== true) {
      lines.push({ change: 'added', line: start + column + 1, text: b[column] ?? '' });
      column += 1;
    } else {
      row += 1;
      column += 1;
    }
  }
  return lines;
}
