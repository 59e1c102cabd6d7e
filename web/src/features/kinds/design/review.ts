/**
 * The review of a given design: what it has to survive, and the risks of a text as a form shows
 * them.
 */
import { parse } from 'smol-toml';
import type { Table, Written } from './text';

/** Something that may break, at its worst. */
export type Hazard = { id: string; title: string; fault: Table };

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const idOf = ({ kind, component, zone, other }: Table) =>
  // Between two it is the same, whichever is named first.
  [text(kind), ...[text(component), text(other)].sort(), text(zone)]
    .filter((part) => part !== '')
    .join(' ');

/** What a fault is, in words. */
export function faultText(fault: Table): string {
  const all = fault.fraction === undefined || fault.fraction === 1;
  const some = all ? '' : `${Math.round(Number(fault.fraction) * 1000) / 10}% of `;
  const lasting = fault.for === undefined ? '' : `, for ${text(fault.for)}`;
  const of = `${some}${text(fault.component)}`;
  switch (fault.kind) {
    case 'crash':
      return `${of} crashes${lasting}`;
    case 'slow':
      return `${of} takes ${text(fault.times)} times as long${lasting}`;
    case 'flush':
      return `${of} forgets everything`;
    case 'zone_loss':
      return `zone ${text(fault.zone)} is lost${lasting}`;
    case 'partition':
      return `${text(fault.component)} and ${text(fault.other)} do not reach each other${lasting}`;
    case 'surge':
      return `${text(fault.times)} times as many requests${lasting}`;
    default:
      return `${text(fault.kind)} of ${of}${lasting}`;
  }
}

/** What a design has to survive, by the file that says it. */
export function hazardsOf(file: string): Hazard[] {
  const { fault } = parse(file);
  const faults = Array.isArray(fault) ? (fault as Table[]) : [];
  return faults.map((one) => ({ id: idOf(one), title: faultText(one), fault: one }));
}

/** Which hazard a risk tries; none where it tries the load as it is, or something else. */
export function hazardOf(hazards: Hazard[], risk: Table): Hazard | null {
  const { fault } = risk;
  return typeof fault === 'object' && fault !== null
    ? (hazards.find(({ id }) => id === idOf(fault as Table)) ?? null)
    : null;
}

/** A hazard as a risk writes it. */
export function faultOf({ fault }: Hazard): Record<string, Written> {
  return Object.fromEntries(
    Object.entries(fault).filter((entry): entry is [string, string | number] =>
      ['string', 'number'].includes(typeof entry[1]),
    ),
  );
}

/** Sizes of a fault that a candidate may choose, in order. */
export const SIZES = [
  { key: 'at', label: 'After', kind: 'text' },
  { key: 'for', label: 'For', kind: 'text' },
  { key: 'fraction', label: 'Share of instances', kind: 'number' },
  { key: 'times', label: 'Times', kind: 'number' },
] as const;
