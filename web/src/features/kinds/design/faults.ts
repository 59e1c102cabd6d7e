/**
 * Faults that somebody throws in by hand.
 */

/** What a fault may say besides its kind and when it begins. */
type Key = 'for' | 'component' | 'other' | 'fraction' | 'times' | 'errors' | 'zone';

/** The kinds, in words, and what each of them says. */
export const FAULTS = {
  crash: { title: 'Instances crash', says: ['for', 'component', 'fraction'] },
  slow: { title: 'Instances are slow', says: ['for', 'component', 'fraction', 'times'] },
  bad_deploy: {
    title: 'Instances run wrong code',
    says: ['for', 'component', 'fraction', 'errors'],
  },
  surge: { title: 'More requests come', says: ['for', 'times'] },
  flush: { title: 'A cache forgets everything', says: ['component'] },
  partition: { title: 'Two lose each other', says: ['for', 'component', 'other'] },
  zone_loss: { title: 'A zone is lost', says: ['for', 'zone'] },
} as const satisfies Record<string, { title: string; says: Key[] }>;
export type FaultKind = keyof typeof FAULTS;

/** Whether a kind of fault says something. */
export const says = (kind: FaultKind, key: Key) =>
  (FAULTS[kind].says as readonly Key[]).includes(key);

/** A fault: when it begins and how long it lasts in seconds, shares in percent. */
export type OwnFault = {
  kind: FaultKind;
  component: string;
  other: string;
  at: number;
  lasts: number;
  percent: number;
  times: number;
  /** Share of calls that fail. */
  errors: number;
  /** From 1. */
  zone: number;
};

const seconds = (time: number) => `"${Number(time.toFixed(6))}s"`;

/** Faults as a design's file has them. */
export function faultsText(faults: OwnFault[]): string {
  const tables = faults.map((fault) => {
    const values: Record<Key, string> = {
      for: seconds(fault.lasts),
      component: JSON.stringify(fault.component),
      other: JSON.stringify(fault.other),
      fraction: String(fault.percent / 100),
      times: String(fault.times),
      errors: String(fault.errors / 100),
      zone: String(fault.zone),
    };
    return [
      '[[fault]]',
      `kind = "${fault.kind}"`,
      `at = ${seconds(fault.at)}`,
      ...FAULTS[fault.kind].says.map((key) => `${key} = ${values[key]}`),
    ].join('\n');
  });
  return tables.join('\n');
}

/** A fault in words. */
export function faultWords(fault: OwnFault): string {
  const { at, lasts, component, percent, times } = fault;
  const what = {
    crash: `${percent}% of ${component} crash`,
    slow: `${percent}% of ${component} take ${times} times as long`,
    bad_deploy: `${fault.errors}% of calls fail at ${percent}% of ${component}`,
    surge: `${times} times as many requests`,
    flush: `${component} forgets everything`,
    partition: `${component} and ${fault.other} lose each other`,
    zone_loss: `zone ${fault.zone} is lost`,
  }[fault.kind];
  return says(fault.kind, 'for') ? `${what}, from ${at} s for ${lasts} s` : `${what} at ${at} s`;
}
