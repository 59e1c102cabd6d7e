/**
 * Marks where two short texts differ, and makes white space visible.
 *
 * A picture for reading; which texts count as equal is for the judge to say.
 */

/** A stretch of text. */
export type Mark = { text: string; differs: boolean };

/** Above this many tokens on either side only the common ends are found. */
const MOST_TOKENS = 1_200;

/** Splits into numbers, words, white space and single signs, so that marks fall on whole values. */
function tokens(text: string): string[] {
  return text.match(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|\p{L}+|[ \t]+|\r?\n|[^]/giu) ?? [];
}

/** Longest common subsequence, as flags on both sides. */
export function common(left: string[], right: string[]): [boolean[], boolean[]] {
  const rows = left.length + 1;
  const columns = right.length + 1;
  const lengths = new Uint16Array(rows * columns);
  const at = (row: number, column: number) => lengths[row * columns + column] ?? 0;
  for (let row = rows - 2; row >= 0; row -= 1) {
    for (let column = columns - 2; column >= 0; column -= 1) {
      lengths[row * columns + column] =
        left[row] === right[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const inLeft = left.map(() => false);
  const inRight = right.map(() => false);
  for (let row = 0, column = 0; row < left.length && column < right.length;) {
    if (left[row] === right[column]) {
      inLeft[row] = inRight[column] = true;
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) {
      row += 1;
    } else {
      column += 1;
    }
  }
  return [inLeft, inRight];
}

function join(parts: string[], same: (index: number) => boolean): Mark[] {
  const marks: Mark[] = [];
  parts.forEach((text, index) => {
    const differs = !same(index);
    const last = marks.at(-1);
    if (last?.differs === differs) {
      last.text += text;
    } else {
      marks.push({ text, differs });
    }
  });
  return marks;
}

/** Marks both texts where they part. */
export function diffMarks(expected: string, actual: string): [Mark[], Mark[]] {
  const left = tokens(expected);
  const right = tokens(actual);
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) {
    start += 1;
  }
  let end = 0;
  while (
    end < left.length - start &&
    end < right.length - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  ) {
    end += 1;
  }
  const middle = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  const [a = [], b = []] = middle;
  const small = a.length <= MOST_TOKENS && b.length <= MOST_TOKENS;
  const [inA, inB] = small ? common(a, b) : [[], []];
  const same = (flags: boolean[], length: number) => (index: number) =>
    index < start || index >= length - end || flags[index - start] === true;
  return [join(left, same(inA, left.length)), join(right, same(inB, right.length))];
}

/** A stretch of visible text, or white space that is shown by a sign. */
export type Glyph = { text: string; sign: string | null };

/** Splits into text and white space that would otherwise not be seen. */
export function whiteSpace(text: string): Glyph[] {
  const glyphs: Glyph[] = [];
  for (const piece of text.match(/[^ \t\r\n\u00a0]+|[ \t\r\n\u00a0]/gu) ?? []) {
    const sign = { ' ': '·', '\t': '→', '\r': '␍', '\n': '↵', '\u00a0': '⍽' }[piece] ?? null;
    glyphs.push({ text: piece, sign });
  }
  return glyphs;
}
