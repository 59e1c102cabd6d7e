import { describe, expect, it } from 'vitest';
import { more, signed } from './compared';

const ms = (value: number) => `${value.toFixed(1)} ms`;

describe('differences', () => {
  it('have a sign, or are none', () => {
    expect(signed(more(12, 15.5), ms)).toBe('+3.5 ms');
    expect(signed(more(15.5, 12), ms)).toBe('−3.5 ms');
    expect(signed(more(12, 12.01), ms)).toBe('same');
    expect(signed(more(null, 12), ms)).toBe('–');
    expect(signed(more(12, undefined), ms)).toBe('–');
  });
});
