/** Quoted words are marked where they stand, also where two gaps quote the same. */
import { describe, expect, it } from 'vitest';
import type { GapFound } from '../../../api/types';
import { stretches } from './marks';

const gap = (quote: string | null, part: GapFound['part'] = 'result'): GapFound => ({
  gap: 'no_baseline',
  part,
  quote,
  probe: 'Compared with what?',
});
const shown = (text: string, gaps: GapFound[]) =>
  stretches(text, 'result', gaps)
    .map((one) =>
      one.gaps.length > 0 ? `[${one.text}|${one.gaps.join()}|${one.ends.join()}]` : one.text,
    )
    .join('');

describe('stretches', () => {
  const text = 'It fell by 3%. All were glad. It stayed.';

  it.each<[string, GapFound[], string]>([
    ['no quote', [gap(null)], text],
    ['another part', [gap('It fell', 'lesson')], text],
    ['words that are not there', [gap('It rose')], text],
    ['one sentence', [gap('It fell by 3%.')], '[It fell by 3%.|1|1] All were glad. It stayed.'],
    ['the whole', [gap(text)], `[${text}|1|1]`],
    [
      'the same twice',
      [gap('All were glad.'), gap('All were glad.')],
      'It fell by 3%. [All were glad.|1,2|1,2] It stayed.',
    ],
    [
      'one within another',
      [gap(text), gap('All were glad.')],
      '[It fell by 3%. |1|][All were glad.|1,2|2][ It stayed.|1|1]',
    ],
    [
      'one over the end of another',
      [gap('It fell by 3%. All'), gap('All were glad.')],
      '[It fell by 3%. |1|][All|1,2|1][ were glad.|2|2] It stayed.',
    ],
  ])('%s', (_name, gaps, expected) => expect(shown(text, gaps)).toBe(expected));

  it('loses no sign of the text', () => {
    const gaps = [gap('fell by'), gap('by 3%. All'), gap('t')];
    const joined = stretches(text, 'result', gaps).map((one) => one.text);
    expect(joined.join('')).toBe(text);
  });
});
