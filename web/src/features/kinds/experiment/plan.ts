/**
 * Plans of experiments: where they are kept, what is said of one that does not read, how figures
 * are written.
 */
import type { FigureUnit } from '../../../api/types';
import { count, number } from '../../../lib/format';
import type { Workbench } from '../../question/workbench.svelte';

/** The kept text of a plan. */
export const PLAN_SLOT = 'plan';

/** What is wrong with a plan that was refused, a line each, and what to do. */
export function refusedPlan(bench: Workbench): { lines: string[]; help: string } | null {
  const { trouble } = bench;
  return trouble?.code === 'not-a-plan'
    ? { lines: trouble.message.split('\n'), help: trouble.help }
    : null;
}

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
