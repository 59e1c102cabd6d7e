/**
 * Faults that somebody throws in by hand.
 */

/** The kinds, in words, and what each of them says. */
export const FAULTS = {
  crash: { title: 'Instances crash', component: true, fraction: true, times: false },
  slow: { title: 'Instances are slow', component: true, fraction: true, times: true },
  surge: { title: 'More requests come', component: false, fraction: false, times: true },
  flush: { title: 'A cache forgets everything', component: true, fraction: false, times: false },
  partition: { title: 'Two lose each other', component: true, fraction: false, times: false },
} as const;
export type FaultKind = keyof typeof FAULTS;

/** A fault: when it begins and how long it lasts in seconds, the share of instances in percent. */
export type OwnFault = {
  kind: FaultKind;
  component: string;
  other: string;
  at: number;
  lasts: number;
  percent: number;
  times: number;
};

const seconds = (time: number) => `"${Number(time.toFixed(6))}s"`;

/** Faults as a design's file has them. */
export function faultsText(faults: OwnFault[]): string {
  const tables = faults.map((fault) => {
    const { component, fraction, times } = FAULTS[fault.kind];
    const lines = ['[[fault]]', `kind = "${fault.kind}"`, `at = ${seconds(fault.at)}`];
    if (fault.kind !== 'flush') {
      lines.push(`for = ${seconds(fault.lasts)}`);
    }
    if (component) {
      lines.push(`component = ${JSON.stringify(fault.component)}`);
    }
    if (fault.kind === 'partition') {
      lines.push(`other = ${JSON.stringify(fault.other)}`);
    }
    if (fraction) {
      lines.push(`fraction = ${fault.percent / 100}`);
    }
    if (times) {
      lines.push(`times = ${fault.times}`);
    }
    return lines.join('\n');
  });
  return tables.join('\n');
}

/** A fault in words. */
export function faultWords(fault: OwnFault): string {
  const { at, lasts, component, percent, times } = fault;
  const what = {
    crash: `${percent}% of ${component} crash`,
    slow: `${percent}% of ${component} take ${times} times as long`,
    surge: `${times} times as many requests`,
    flush: `${component} forgets everything`,
    partition: `${component} and ${fault.other} lose each other`,
  }[fault.kind];
  return fault.kind === 'flush' ? `${what} at ${at} s` : `${what}, from ${at} s for ${lasts} s`;
}
