/**
 * Growth classes as they are written and chosen.
 */
import type { Growth, GrowthClass } from '../api/types';

/** Every class, from slow to fast growing, with how it is written. */
export const GROWTH_CLASSES: [GrowthClass, string][] = [
  ['1', 'O(1)'],
  ['log n', 'O(log n)'],
  ['sqrt n', 'O(√n)'],
  ['n', 'O(n)'],
  ['n log n', 'O(n log n)'],
  ['n sqrt n', 'O(n √n)'],
  ['n^2', 'O(n²)'],
  ['n^2 log n', 'O(n² log n)'],
  ['n^3', 'O(n³)'],
  ['2^n', 'O(2ⁿ)'],
];

const WRITTEN = new Map(GROWTH_CLASSES);

/** A class as it is written. */
export function classWords(growth: GrowthClass): string {
  return WRITTEN.get(growth) ?? growth;
}

/** A claim or a declaration in words. */
export function growthWords(growth: Growth): string {
  const parts = [];
  if (growth.time) {
    parts.push(`${WRITTEN.get(growth.time)} time`);
  }
  if (growth.space) {
    parts.push(`${WRITTEN.get(growth.space)} extra memory`);
  }
  return parts.join(', ') || 'nothing stated';
}

/** Reads a kept claim; a text that is none claims nothing. */
export function parseGrowth(text: string): Growth {
  const isClass = (value: unknown): value is GrowthClass =>
    typeof value === 'string' && WRITTEN.has(value as GrowthClass);
  try {
    const { time, space } = JSON.parse(text) as { time?: unknown; space?: unknown };
    return {
      ...(isClass(time) ? { time } : {}),
      ...(isClass(space) ? { space } : {}),
    };
  } catch {
    return {};
  }
}
