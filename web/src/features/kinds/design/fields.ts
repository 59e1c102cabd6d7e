/**
 * The keys of components and links that the canvas sets: what each is, its unit and its bounds.
 */
import type { Component, Link, Table, Written } from './text';

/** A box that the question offers: what it is and does is the question's to say. */
export type Part = {
  name: string;
  title: string;
  kind: string;
  about: string;
  price: string;
  service: string;
  /** Whether requests enter here. */
  entry: boolean;
  /** What of its stage an answer chooses; empty for nothing. */
  cut: string;
  /** Most replicas of a shard; 1 for a part that keeps none. */
  replicas: number;
  /** Whether its instances may be started and stopped by use. */
  scales: boolean;
};

/** How full a component was in the last run, and whether its queue kept growing. */
export type Load = { utilization: number | null; growing: boolean };

/** A key that can be set. */
export type Field = {
  path: string[];
  label: string;
  unit: string;
  help: string;
  input: 'whole' | 'number' | 'time' | 'choice' | 'flag';
  least?: number;
  most?: number;
  choices?: [value: string, title: string][];
  /** What holds where the text says nothing. */
  otherwise: string;
  /** Why it may not be there, where it may not. */
  refused?: string;
  /** How far a slider goes, where there is one; of a time, in milliseconds. */
  slider?: number;
  /** What is written beside it when its table is new. */
  with?: Record<string, Written>;
};

const INSTANCES: Field = {
  path: ['instances'],
  label: 'Instances',
  unit: 'machines',
  help: 'Machines that are alike; each has a queue of its own.',
  input: 'whole',
  least: 1,
  most: 100_000,
  otherwise: '1',
  slider: 200,
};
const PICK: Field = {
  path: ['pick'],
  label: 'Pick',
  unit: '',
  help: 'Which instance takes a call.',
  input: 'choice',
  choices: [
    ['random', 'random'],
    ['round_robin', 'in turn'],
    ['least_loaded', 'the least loaded'],
    ['power_of_two', 'the less loaded of two'],
    ['key', 'by the key of the request'],
  ],
  otherwise: 'in turn',
};
const QUEUE: Field = {
  path: ['queue', 'limit'],
  label: 'Queue limit',
  unit: 'calls at one instance',
  help: 'Calls that may wait; one more is turned away. Empty: no limit.',
  input: 'whole',
  least: 0,
  most: 10_000_000,
  otherwise: 'no limit',
  slider: 2_000,
  with: { when_full: 'shed' },
};
const ZONES: Field = {
  path: ['zones'],
  label: 'Zones',
  unit: 'zones',
  help: 'Zones that its instances stand in, in turns. Empty: none, so that losing one takes nothing.',
  input: 'whole',
  least: 1,
  most: 16,
  otherwise: 'none',
};
const BATCH: Field[] = [
  {
    path: ['batch', 'size'],
    label: 'Batch size',
    unit: 'calls',
    help: 'A batch starts once so many calls wait.',
    input: 'whole',
    least: 1,
    most: 100_000,
    otherwise: 'needed',
    slider: 256,
    with: { wait: '2ms' },
  },
  {
    path: ['batch', 'wait'],
    label: 'Batch wait',
    unit: 'time',
    help: 'Or once the first of them has waited so long.',
    input: 'time',
    otherwise: 'needed',
    slider: 50,
    with: { size: 32 },
  },
];
const CACHE: Field[] = [
  {
    path: ['cache', 'capacity'],
    label: 'Capacity',
    unit: 'keys of one instance',
    help: 'One more makes another go. Empty: as much as the part can.',
    input: 'whole',
    least: 1,
    most: 4_000_000,
    otherwise: 'all it can',
  },
  {
    path: ['cache', 'ttl'],
    label: 'Time to live',
    unit: 'time',
    help: 'How long a key is good for. Empty: as long as the part allows.',
    input: 'time',
    least: 1,
    otherwise: 'all it can',
  },
  {
    path: ['cache', 'policy'],
    label: 'What makes room',
    unit: '',
    help: 'Which key goes for another: counting remembers every use since the beginning.',
    input: 'choice',
    choices: [
      ['lru', 'the key used longest ago'],
      ['lfu', 'the key used least often'],
    ],
    otherwise: 'as the part says',
  },
  {
    path: ['cache', 'coalesce'],
    label: 'Misses wait for each other',
    unit: '',
    help: 'Calls that miss a key which another call asks for already wait for that answer.',
    input: 'flag',
    otherwise: 'as the part says',
  },
];
const REPLICAS: Field[] = [
  {
    path: ['replicas', 'count'],
    label: 'Replicas',
    unit: 'instances of a shard',
    help: 'Instances that keep the same; it has to divide their number. Empty: one copy of everything.',
    input: 'whole',
    least: 1,
    most: 9,
    otherwise: '1',
  },
  {
    path: ['replicas', 'read'],
    label: 'A read asks',
    unit: 'replicas',
    help: 'With reads and writes above the number of replicas, no read is stale.',
    input: 'whole',
    least: 1,
    most: 9,
    otherwise: '1',
    with: { count: 2 },
  },
  {
    path: ['replicas', 'write'],
    label: 'A write waits for',
    unit: 'replicas',
    help: 'Replicas that have it before it is acknowledged, the leader among them.',
    input: 'whole',
    least: 1,
    most: 9,
    otherwise: '1',
    with: { count: 2 },
  },
];
/** What stands beside one of these where the others are not said yet. */
const SCALE = { min: 1, max: 10, target_utilization: 0.6 };
const AUTOSCALE: Field[] = [
  {
    path: ['autoscale', 'min'],
    label: 'Scales from',
    unit: 'machines',
    help: 'Fewest that run. Empty: their number stays as it is.',
    input: 'whole',
    least: 1,
    most: 100_000,
    otherwise: 'does not scale',
    with: SCALE,
  },
  {
    path: ['autoscale', 'max'],
    label: 'Scales to',
    unit: 'machines',
    help: 'Most that run. It begins with the instances above.',
    input: 'whole',
    least: 1,
    most: 100_000,
    otherwise: 'does not scale',
    with: SCALE,
  },
  {
    path: ['autoscale', 'target_utilization'],
    label: 'Use wanted',
    unit: 'share of the places',
    help: 'More are started above it, and some stopped below. What is left free has to last until others have started.',
    input: 'number',
    least: 0.01,
    most: 1,
    otherwise: 'does not scale',
    with: SCALE,
  },
];
const CUTS: Field[] = [
  {
    path: ['stage', 'threshold'],
    label: 'Threshold',
    unit: 'standard deviations',
    help: 'Items pass whose scores lie so far above the mean of those that are no positives.',
    input: 'number',
    least: -10,
    most: 10,
    otherwise: 'as the part says',
  },
  {
    path: ['stage', 'most'],
    label: 'Passes',
    unit: 'items of a call',
    help: 'The best of the items go on. Empty: as many as the part passes.',
    input: 'whole',
    least: 1,
    most: 1_000_000_000,
    otherwise: 'all it can',
  },
  {
    path: ['stage', 'share'],
    label: 'Passes',
    unit: 'share of the items',
    help: 'The best of the items go on. Empty: as many as the part passes.',
    input: 'number',
    least: 0,
    most: 1,
    otherwise: 'all it can',
  },
];
const SHARE: Field = {
  path: ['share'],
  label: 'Share',
  unit: 'of calls',
  help: 'How likely the call is made.',
  input: 'number',
  least: 0,
  most: 1,
  otherwise: 'as the question says',
  refused: 'The question says how often this call is made; take it out.',
};
const LINK: Field[] = [
  {
    path: ['step'],
    label: 'Step',
    unit: '',
    help: 'Calls of a step go out together; the next step waits for them.',
    input: 'whole',
    least: 1,
    most: 200,
    otherwise: '1',
  },
  {
    path: ['fan_out'],
    label: 'Fan-out',
    unit: 'calls at once',
    help: 'The caller waits for the slowest of them.',
    input: 'whole',
    least: 1,
    most: 10_000,
    otherwise: '1',
  },
  {
    path: ['timeout'],
    label: 'Timeout',
    unit: 'time',
    help: 'How long the caller waits; the work goes on behind its back. Empty: for ever.',
    input: 'time',
    least: 1,
    otherwise: 'none',
    slider: 500,
  },
  {
    path: ['retries'],
    label: 'Retries',
    unit: 'more calls',
    help: 'How often a failed call is made again.',
    input: 'whole',
    least: 0,
    most: 100,
    otherwise: '0',
    slider: 10,
  },
  {
    path: ['backoff'],
    label: 'Backoff',
    unit: 'time',
    help: 'Time before the first retry, doubled each time.',
    input: 'time',
    otherwise: 'none',
  },
  {
    path: ['budget'],
    label: 'Retry budget',
    unit: 'retries a call',
    help: 'What each call earns, such as 0.1; without it there is no retry. Empty: no bound.',
    input: 'number',
    least: 0,
    most: 100,
    otherwise: 'no bound',
  },
  {
    path: ['optional'],
    label: 'Optional',
    unit: '',
    help: 'The caller gets along without an answer.',
    input: 'flag',
    otherwise: 'no',
  },
  {
    path: ['unanswered'],
    label: 'Items, unanswered',
    unit: '',
    help: 'What becomes of the items of a request where nobody answers an optional call.',
    input: 'choice',
    choices: [
      ['pass', 'pass on'],
      ['drop', 'drop'],
    ],
    otherwise: 'pass on',
  },
  {
    path: ['when'],
    label: 'When',
    unit: '',
    help: 'Which calls are made, where requests carry items or may be about something new.',
    input: 'choice',
    choices: [
      ['passed', 'items are left'],
      ['cold', 'nobody asked knows'],
      ['known', 'somebody knows, or nobody was asked'],
    ],
    otherwise: 'always',
  },
];
const DETACHED: Field = {
  path: ['detached'],
  label: 'Detached',
  unit: '',
  help: 'The caller does not wait at all.',
  input: 'flag',
  otherwise: 'no',
};

const IN_FLIGHT: Field = {
  path: ['in_flight'],
  label: 'In flight',
  unit: 'messages of one instance',
  help: 'Messages handed out and not acknowledged yet. Empty: each is handed out once and forgotten.',
  input: 'whole',
  least: 1,
  most: 1_000_000,
  otherwise: 'not acknowledged',
};

/** The value at a path of a table. */
export function valueAt(table: Table, path: string[]): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null ? (inside as Table)[key] : undefined,
    table,
  );
}

/** The fields of a component: those of its kind, and what stands there against it. */
export function componentFields({ table }: Component, part: Part | undefined): Field[] {
  const written = (fields: Field[], refused: string): Field[] =>
    fields
      .filter(({ path }) => valueAt(table, path) !== undefined)
      .map((field) => ({ ...field, refused }));
  const of = (fields: Field[], kind: string, what: string): Field[] =>
    part?.kind === kind
      ? fields
      : written(fields, `Only a part of kind ${kind} ${what}; take it out.`);
  const cut = ({ path }: Field) => path[1] === part?.cut;
  const copies = part?.replicas ?? 1;
  // A scaler says all or nothing.
  const scaling = (field: Field) =>
    table.autoscale === undefined ? field : { ...field, otherwise: 'needed' };
  return [
    INSTANCES,
    PICK,
    QUEUE,
    ZONES,
    ...of(BATCH, 'batcher', 'gathers calls'),
    ...of(CACHE, 'cache', 'keeps keys'),
    ...(copies > 1
      ? REPLICAS.map((field) => ({ ...field, most: copies }))
      : written(REPLICAS, 'This part keeps no replicas; take it out.')),
    ...(part?.scales
      ? AUTOSCALE.map(scaling)
      : written(AUTOSCALE, 'This part does not scale by itself; take it out.')),
    ...CUTS.filter(cut),
    ...written(
      CUTS.filter((field) => !cut(field)),
      'This part does not cut here; take it out.',
    ),
  ];
}

/** The fields of a link from a part. */
export function linkFields({ table }: Link, from: Part | undefined): Field[] {
  return [
    ...(table.share === undefined ? [] : [SHARE]),
    ...LINK,
    ...(takesMessages(from) ? [IN_FLIGHT, { ...DETACHED, otherwise: 'yes' }] : [DETACHED]),
  ];
}

/** Whether a part has answered before it hands on what it took. */
export function takesMessages(part: Part | undefined): boolean {
  return part?.kind === 'queue' || part?.kind === 'stream';
}

/** What a new component of a part has to say from the start. */
export function startOf(part: Part): Record<string, Written> {
  return part.kind === 'batcher' ? { batch: { size: 32, wait: '2ms' } } : {};
}

const TIME = /^(\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*(?:ns|us|µs|ms|s|min|h|d)$/;

const IN_MS: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1e3,
  min: 6e4,
  h: 3.6e6,
  d: 8.64e7,
};

/** A value as its slider has it; nothing where it says none. */
export function slid(field: Field, value: unknown): number | null {
  const given = value ?? (Number.isNaN(Number(field.otherwise)) ? undefined : field.otherwise);
  if (given === undefined) {
    return null;
  }
  if (field.input !== 'time') {
    return Number.isNaN(Number(given)) ? null : Number(given);
  }
  const [, number = '', unit = ''] = /^\s*([\d._]+)\s*([a-zµ]*)\s*$/.exec(String(given)) ?? [];
  const time = Number(number.replaceAll('_', '')) * (IN_MS[unit] ?? Number.NaN);
  return Number.isNaN(time) ? null : time;
}

/** Where a slider stands, as it is typed. */
export const unslid = (field: Field, at: number) =>
  field.input === 'time' ? `${at}ms` : String(at);

/** What is wrong with a value, or nothing. */
export function wrong(field: Field, value: unknown): string | null {
  if (field.refused !== undefined) {
    return field.refused;
  }
  if (value === undefined) {
    return field.otherwise === 'needed' ? 'This part needs it.' : null;
  }
  const { least = -Infinity, most = Infinity } = field;
  const said = `${least.toLocaleString('en')} to ${most.toLocaleString('en')}`;
  switch (field.input) {
    case 'whole':
      return Number.isInteger(value) && Number(value) >= least && Number(value) <= most
        ? null
        : `Write a whole number of ${said}.`;
    case 'number':
      return typeof value === 'number' && value >= least && value <= most
        ? null
        : `Write a number of ${said}.`;
    case 'time': {
      const text = typeof value === 'string' ? value.trim() : '';
      const number = TIME.exec(text)?.[1];
      if (number === undefined && text !== '0') {
        return 'Write a number and ns, us, ms, s, min, h or d, as in 40ms.';
      }
      const zero = Number((number ?? '0').replaceAll('_', '')) === 0;
      return field.least === 1 && zero ? 'Write a time above zero.' : null;
    }
    case 'choice':
      return field.choices?.some(([choice]) => choice === value)
        ? null
        : `Choose one of ${field.choices?.map(([choice]) => choice).join(', ')}.`;
    case 'flag':
      return typeof value === 'boolean' ? null : 'Write true or false.';
  }
}

/** What was typed, as a value; nothing where nothing was. */
export function typed(field: Field, text: string): Written | undefined {
  const said = text.trim();
  if (said === '') {
    return undefined;
  }
  const number = field.input === 'whole' || field.input === 'number' ? Number(said) : Number.NaN;
  return Number.isNaN(number) ? said : number;
}

/** A link's numbers in short. */
export function inShort(link: Link): string[] {
  const { step, share, fan_out, timeout, retries, optional, detached, when } = link.table;
  const said: string[] = [`step ${shown(step ?? 1)}`];
  if (share !== undefined && share !== 1) {
    said.push(typeof share === 'number' ? `${Number((100 * share).toFixed(1))}%` : shown(share));
  }
  if (fan_out !== undefined && fan_out !== 1) {
    said.push(`×${shown(fan_out)}`);
  }
  if (timeout !== undefined) {
    said.push(shown(timeout));
  }
  if (retries !== undefined && retries !== 0) {
    said.push(`${shown(retries)} ${retries === 1 ? 'retry' : 'retries'}`);
  }
  if (when !== undefined) {
    said.push(`when ${shown(when)}`);
  }
  if (optional === true) {
    said.push('optional');
  }
  if (detached === true) {
    said.push('detached');
  }
  return said;
}

/** A value as it is shown. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** How full a component was, in words; and how grave that is. */
export type Fullness = {
  share: number;
  busy: string;
  text: string;
  grave: 'fine' | 'near' | 'over';
};

/** Says how full a component was, where that is known. */
export function fullness(load: Load | undefined): Fullness | null {
  if (load === undefined || (load.utilization === null && !load.growing)) {
    return null;
  }
  const share = load.utilization ?? 1;
  const grave = load.growing || share >= 0.95 ? 'over' : share >= 0.8 ? 'near' : 'fine';
  const busy = load.utilization === null ? '' : `${Math.round(100 * share)}% busy`;
  const parts = [busy, load.growing ? 'queue grows' : ''].filter((one) => one !== '');
  return { share: Math.min(1, share), busy, text: parts.join(', '), grave };
}
