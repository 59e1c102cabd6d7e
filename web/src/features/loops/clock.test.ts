import { describe, expect, it } from 'vitest';
import { leftWords, ServerClock } from './clock';

describe('ServerClock', () => {
  it('counts on from the last answer', () => {
    const clock = new ServerClock();
    clock.set(1_000_000, 500);
    expect(clock.at(500)).toBe(1_000_000);
    expect(clock.at(1_500)).toBe(1_001_000);
  });

  it('takes small delays for what they are', () => {
    const clock = new ServerClock();
    clock.set(1_000_000, 0);
    clock.set(1_002_150, 2_200);
    expect(clock.at(3_200)).toBe(1_003_150);
  });

  it('follows a clock that runs ten times as fast, and one that stands', () => {
    const fast = new ServerClock();
    fast.set(0, 0);
    fast.set(30_000, 3_000);
    expect(fast.at(4_000)).toBe(40_000);
    const still = new ServerClock();
    still.set(7, 0);
    still.set(7, 3_000);
    expect(still.at(60_000)).toBe(7);
  });

  it('measures no rate between answers that follow at once', () => {
    const clock = new ServerClock();
    clock.set(0, 0);
    clock.set(900, 100);
    expect(clock.at(1_100)).toBe(1_900);
  });
});

describe('leftWords', () => {
  it('speaks when a mark is passed, once', () => {
    expect(leftWords(300_400, 299_900)).toContain('Five minutes');
    expect(leftWords(299_900, 299_400)).toBeNull();
    expect(leftWords(60_100, 59_600)).toContain('One minute');
  });

  it('says the nearer mark when both are passed in one step, and nothing at the end', () => {
    expect(leftWords(600_000, 30_000)).toContain('One minute');
    expect(leftWords(100, -100)).toBeNull();
  });
});
