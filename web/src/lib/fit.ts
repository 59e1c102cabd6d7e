/**
 * A class of growth drawn through measured points: a constant and the class's own term, fitted by
 * least squares of relative errors, neither below zero.
 */
import type { GrowthClass } from '../api/types';

/** A size and what was measured there. */
export type Dot = { n: number; value: number };

const TERMS: Record<GrowthClass, (n: number) => number> = {
  '1': () => 1,
  'log n': (n) => Math.log2(n + 1),
  'sqrt n': Math.sqrt,
  n: (n) => n,
  'n log n': (n) => n * Math.log2(n + 1),
  'n sqrt n': (n) => n * Math.sqrt(n),
  'n^2': (n) => n * n,
  'n^2 log n': (n) => n * n * Math.log2(n + 1),
  'n^3': (n) => n ** 3,
  '2^n': (n) => 2 ** n,
};

/** The curve of a class through the points; none where no curve of it comes near them. */
export function curveThrough(
  dots: readonly Dot[],
  growth: GrowthClass,
): ((n: number) => number) | null {
  const largest = Math.max(...dots.map(({ n }) => n));
  const term = (n: number): number => TERMS[growth](n) / TERMS[growth](largest);
  // Any base stands for 2^n, so that its curve says nothing.
  if (dots.length < 2 || growth === '2^n' || dots.some(({ value }) => value <= 0)) {
    return null;
  }
  const sums = { cc: 0, ct: 0, tt: 0, c: 0, t: 0 };
  for (const { n, value } of dots) {
    const [c, t] = [1 / value, term(n) / value];
    sums.cc += c * c;
    sums.ct += c * t;
    sums.tt += t * t;
    sums.c += c;
    sums.t += t;
  }
  const whole = sums.cc * sums.tt - sums.ct * sums.ct;
  let constant = (sums.c * sums.tt - sums.t * sums.ct) / whole;
  let weight = (sums.t * sums.cc - sums.c * sums.ct) / whole;
  if (growth === '1' || !Number.isFinite(weight) || weight <= 0) {
    [constant, weight] = [sums.c / sums.cc, 0];
  } else if (constant < 0) {
    [constant, weight] = [0, sums.t / sums.tt];
  }
  return (n) => constant + weight * term(n);
}

/** The powers of ten, or of two where those are few, between two values. */
export function ticks(low: number, high: number): number[] {
  const between = (base: number): number[] => {
    const all = [];
    const log = Math.log(base);
    for (let p = Math.ceil(Math.log(low) / log - 1e-9); base ** p <= high * (1 + 1e-9); p += 1) {
      all.push(base ** p);
    }
    return all;
  };
  const tens = between(10);
  const ends = tens.length >= 2 ? tens : between(2);
  const step = Math.ceil(ends.length / 6);
  return ends.filter((_, index) => index % step === 0);
}
