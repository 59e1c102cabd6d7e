import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { FAULTS, faultsText, faultWords, type FaultKind, type OwnFault } from './faults';

const fault = (more: Partial<OwnFault>): OwnFault => ({
  kind: 'crash',
  component: 'a "b"',
  other: 'c',
  at: 0.06,
  lasts: 0.1,
  percent: 20,
  times: 3,
  errors: 30,
  zone: 2,
  ...more,
});

describe('faults by hand', () => {
  it('are written as a file has them, with what belongs to their kind alone', () => {
    const kinds = Object.keys(FAULTS) as FaultKind[];
    const { fault: tables } = parse(faultsText(kinds.map((kind) => fault({ kind }))));
    expect(tables).toEqual([
      { kind: 'crash', at: '0.06s', for: '0.1s', component: 'a "b"', fraction: 0.2 },
      { kind: 'slow', at: '0.06s', for: '0.1s', component: 'a "b"', fraction: 0.2, times: 3 },
      {
        kind: 'bad_deploy',
        at: '0.06s',
        for: '0.1s',
        component: 'a "b"',
        fraction: 0.2,
        errors: 0.3,
      },
      { kind: 'surge', at: '0.06s', for: '0.1s', times: 3 },
      { kind: 'flush', at: '0.06s', component: 'a "b"' },
      { kind: 'partition', at: '0.06s', for: '0.1s', component: 'a "b"', other: 'c' },
      { kind: 'zone_loss', at: '0.06s', for: '0.1s', zone: 2 },
    ]);
    expect(faultsText([])).toBe('');
  });

  it('are said in words', () => {
    expect(faultWords(fault({}))).toBe('20% of a "b" crash, from 0.06 s for 0.1 s');
    expect(faultWords(fault({ kind: 'flush' }))).toBe('a "b" forgets everything at 0.06 s');
    expect(faultWords(fault({ kind: 'bad_deploy' }))).toBe(
      '30% of calls fail at 20% of a "b", from 0.06 s for 0.1 s',
    );
    expect(faultWords(fault({ kind: 'zone_loss' }))).toBe('zone 2 is lost, from 0.06 s for 0.1 s');
  });
});
