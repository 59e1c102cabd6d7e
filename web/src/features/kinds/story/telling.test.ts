/** A telling is kept whole, whoever wrote it, and the caret finds its place again. */
import { describe, expect, it } from 'vitest';
import { toldText } from './answer';
import {
  answered,
  bytesOf,
  caretOf,
  changed,
  cursorOf,
  keptTelling,
  parseTelling,
  wordCount,
} from './telling';

const kept = JSON.stringify([
  { part: 'context', text: 'At a bank.', spoken_ms: null },
  { part: 'result', text: '', spoken_ms: 4200 },
]);

describe('parseTelling', () => {
  it('gives every part in order, told or not', () => {
    const telling = parseTelling(kept);
    expect(telling.map(({ part }) => part)).toEqual([
      'context',
      'problem',
      'actions',
      'decisions',
      'result',
      'lesson',
      'people',
    ]);
    expect(telling[0]).toEqual({ part: 'context', text: 'At a bank.', spoken_ms: 0 });
    expect(telling[4]).toEqual({ part: 'result', text: '', spoken_ms: 4200 });
  });

  it.each(['', 'no telling', '{}', 'null', '[1, null, "a"]', '[{"part":"moral","text":"x"}]'])(
    'reads %j as nothing told',
    (text) => expect(answered(parseTelling(text))).toEqual([]),
  );

  it.each([-1, 0.5, 1e300, '7', true])('takes %j for no time', (spoken_ms) => {
    const [first] = parseTelling(JSON.stringify([{ part: 'context', text: 'a', spoken_ms }]));
    expect(first).toEqual({ part: 'context', text: 'a', spoken_ms: 0 });
  });
});

describe('keeping and handing in', () => {
  it('keeps what it read', () => {
    expect(parseTelling(keptTelling(parseTelling(kept)))).toEqual(parseTelling(kept));
  });

  it('keeps blanks being typed and hands in none', () => {
    const telling = changed(parseTelling(kept), 'lesson', () => ({ text: ' ' }));
    expect(parseTelling(keptTelling(telling))[5]?.text).toBe(' ');
    expect(answered(telling).map(({ part }) => part)).toEqual(['context', 'result']);
  });

  it('hands in no time where none was counted', () => {
    const times = answered(parseTelling(kept)).map(({ spoken_ms }) => spoken_ms);
    expect(times).toEqual([null, 4200]);
  });

  it('reads as one text under headings', () => {
    expect(toldText(answered(parseTelling(kept)))).toBe(
      'Context\nAt a bank.\n\nResult\n(told aloud)',
    );
  });
});

describe('the caret', () => {
  const telling = changed(parseTelling(kept), 'lesson', () => ({ text: 'Ask first.' }));

  it.each([
    ['context', 0],
    ['context', 10],
    ['problem', 0],
    ['result', 0],
    ['lesson', 4],
    ['people', 0],
  ] as const)('in %s at %i is found again', (part, at) => {
    expect(caretOf(telling, cursorOf(telling, { part, at }))).toEqual({ part, at });
  });

  it('stays at the end when it lies beyond', () => {
    expect(caretOf(telling, 1_000)).toEqual({ part: 'people', at: 0 });
  });
});

describe('counting', () => {
  it.each([
    ['', 0],
    [' – … ', 0],
    ['I cut it from 1,200 ms to 3.5 s.', 9],
    ["I don't re-run e.g. the U.S. job", 7],
    ['Größe 12% α/β naïve', 4],
    ['end.Next', 2],
  ])('finds in %j %i words', (text, words) => expect(wordCount(text)).toBe(words));

  it('measures bytes and not letters', () => {
    expect(bytesOf(parseTelling('[{"part":"context","text":"naïve €"}]'))).toBe(10);
  });
});
