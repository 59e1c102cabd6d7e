import { describe, expect, it } from 'vitest';
import { changed } from '../design/text';
import { around, numberOf, placeOf, setNumber, STEPS, valueAt } from './keys';

const PLAN = `# mine
[plan]
users_per_arm = 31_231 # by the formula
method = "fixed"
`;

const set = (text: string, table: string, key: string, value: number) => {
  const change = setNumber(text, table, key, value);
  return change === null ? null : changed(text, [change]);
};

describe('numbers of a plan', () => {
  it('are read and written where they stand', () => {
    expect(numberOf(PLAN, 'plan', 'users_per_arm')).toBe(31_231);
    expect(set(PLAN, 'plan', 'users_per_arm', 40_000)).toBe(PLAN.replace('31_231 #', '40000 #'));
  });

  it('are added below the last key, or below the header', () => {
    expect(numberOf(PLAN, 'plan', 'looks')).toBeNull();
    expect(set(PLAN, 'plan', 'looks', 5)).toBe(`${PLAN.trimEnd()}\nlooks = 5\n`);
    expect(set('[plan]', 'plan', 'looks', 5)).toBe('[plan]\nlooks = 5');
    expect(set('[world]\n\n[metrics]\ncount = 2', 'world', 'lift', -0.5)).toBe(
      '[world]\nlift = -0.5\n\n[metrics]\ncount = 2',
    );
  });

  it('are left where the text does not read', () => {
    for (const text of ['', '[plan', 'plan = 3', '[[plan]]', '[other]', 'plan = { looks = 2 }']) {
      expect(set(text, 'plan', 'looks', 5)).toBeNull();
    }
    expect(numberOf('[plan]\nlooks = "3"', 'plan', 'looks')).toBeNull();
    expect(numberOf('[plan]\nlooks = inf', 'plan', 'looks')).toBeNull();
  });
});

describe('sliders', () => {
  it('lead from a place to a number and back', () => {
    const users = { least: 100, most: 1_000_000, factors: true, whole: true };
    const lift = around(0.005);
    for (const scale of [users, lift, around(0), around(-2)]) {
      for (let place = 0; place <= STEPS; place += 1) {
        expect(placeOf(valueAt(place, scale), scale)).toBe(place);
      }
    }
    expect(valueAt(0, users)).toBe(100);
    expect(placeOf(5, users)).toBe(0);
    expect(placeOf(1e9, users)).toBe(STEPS);
    expect(valueAt(placeOf(0.005, lift), lift)).toBe(0.005);
    expect(valueAt(placeOf(0, lift), lift)).toBe(0);
  });
});
