/**
 * Figures of simulated runs and their bounds, in words.
 */
import type { FigureUnit, Met } from '../../../api/types';
import { count, number } from '../../../lib/format';
import type { Said } from '../../../lib/words';

/** Whether objectives are met, in a word. */
export const MET: Record<Met, Said> = {
  meets: { word: 'Meets', tone: 'pass' },
  misses: { word: 'Misses', tone: 'fail' },
  undecided: { word: 'Undecided', tone: 'quiet' },
};

/** A figure in its unit. */
export function figure(value: number, unit: FigureUnit): string {
  switch (unit) {
    case 'share':
      return `${(100 * value).toFixed(2)}%`;
    case 'users':
      return count(Math.round(value), 'user');
    case 'looks':
      return value.toFixed(1);
    case 'days':
      return `${value.toFixed(1)} days`;
    case 'milliseconds':
      return `${number(Number(value.toPrecision(4)))} ms`;
    case 'seconds':
      return `${number(Number(value.toPrecision(4)))} s`;
    case 'per_second':
      return `${count(Math.round(value), 'answer')} a second`;
    case 'dollars':
      return `$${value.toFixed(value < 1 ? 4 : 2)}`;
    case 'units':
      return count(Math.round(value), 'unit');
    case 'per_year':
      return `${value.toFixed(1)} a year`;
    case 'calls':
      return value.toFixed(3);
    case 'factor':
      return `${number(Number(value.toPrecision(3)))} times`;
  }
}

/** Bounds in words. */
export function bounds(
  { at_least, at_most }: { at_least?: number | null; at_most?: number | null },
  unit: FigureUnit,
): string {
  const said = [
    at_least == null ? null : `at least ${figure(at_least, unit)}`,
    at_most == null ? null : `at most ${figure(at_most, unit)}`,
  ];
  return said.filter((one) => one !== null).join(', ');
}
