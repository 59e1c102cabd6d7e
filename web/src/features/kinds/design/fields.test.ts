import { describe, expect, it } from 'vitest';
import {
  componentFields,
  fullness,
  inShort,
  linkFields,
  slid,
  typed,
  unslid,
  wrong,
  type Field,
  type Part,
} from './fields';
import { read, type Component, type Link } from './text';

const PART: Part = {
  name: 'p',
  title: 'P',
  kind: 'service',
  about: '',
  price: '',
  service: '',
  entry: false,
  cut: '',
  replicas: 1,
  scales: false,
};
const { components, links } = read(`
[[component]]
name = "a"
batch = { size = 0 }
[[link]]
from = "a"
to = "a"
share = 0.125
fan_out = 4
timeout = "40ms"
retries = 1
detached = true
`).design ?? { components: [], links: [] };
const component = components[0] as (typeof components)[0];
const link = links[0] as (typeof links)[0];

const field = (name: string, kind = 'service'): Field => {
  const all = [...componentFields(component, { ...PART, kind }), ...linkFields(link, PART)];
  return all.find(({ path }) => path.join('.') === name) as Field;
};

describe('fields', () => {
  it.each([
    ['instances', '40', null],
    ['instances', '0', 'Write a whole number of 1 to 100,000.'],
    ['instances', '1.5', 'Write a whole number of 1 to 100,000.'],
    ['instances', 'many', 'Write a whole number of 1 to 100,000.'],
    ['instances', '', null],
    ['queue.limit', '0', null],
    ['budget', '0.1', null],
    ['budget', '-1', 'Write a number of 0 to 100.'],
    ['timeout', '40ms', null],
    ['timeout', ' 1.5 s', null],
    ['timeout', '3 µs', null],
    ['timeout', '40', 'Write a number and ns, us, ms, s, min, h or d, as in 40ms.'],
    ['timeout', '-4ms', 'Write a number and ns, us, ms, s, min, h or d, as in 40ms.'],
    ['timeout', '0ms', 'Write a time above zero.'],
    ['backoff', '0', null],
    ['pick', 'key', null],
    ['pick', 'best', 'Choose one of random, round_robin, least_loaded, power_of_two, key.'],
  ])('%s takes %j: %s', (name, text, says) => {
    expect(wrong(field(name), typed(field(name), text))).toBe(says);
  });

  it('asks a batcher for its batch, and no other part', () => {
    expect(wrong(field('batch.size', 'batcher'), 8)).toBeNull();
    expect(wrong(field('batch.wait', 'batcher'), undefined)).toBe('This part needs it.');
    expect(wrong(field('batch.size'), 8)).toContain('take it out');
    expect(field('batch.wait')).toBeUndefined();
    expect(field('cache.ttl')).toBeUndefined();
    expect(field('cache.ttl', 'cache')).toBeDefined();
  });

  it('asks a part for its own cut, and no other', () => {
    const fields = (stage: Record<string, number>) =>
      componentFields({ table: { stage } } as unknown as Component, { ...PART, cut: 'most' });
    const find = (all: Field[], name: string) => all.find(({ path }) => path.join('.') === name);
    expect(wrong(find(fields({}), 'stage.most') as Field, 80)).toBeNull();
    expect(wrong(find(fields({}), 'stage.most') as Field, 0.5)).toContain('whole number');
    expect(find(fields({}), 'stage.threshold')).toBeUndefined();
    const other = find(fields({ threshold: 2 }), 'stage.threshold') as Field;
    expect(wrong(other, 2)).toContain('take it out');
  });

  it('says a link in short', () => {
    expect(inShort(link)).toEqual(['step 1', '12.5%', '×4', '40ms', '1 retry', 'detached']);
  });

  it('says how full a component is', () => {
    expect(fullness(undefined)).toBeNull();
    expect(fullness({ utilization: 0.5, growing: false })).toMatchObject({
      text: '50% busy',
      grave: 'fine',
    });
    expect(fullness({ utilization: 0.81, growing: false })?.grave).toBe('near');
    expect(fullness({ utilization: 1, growing: true })).toMatchObject({
      text: '100% busy, queue grows',
      grave: 'over',
    });
    expect(fullness({ utilization: null, growing: true })?.text).toBe('queue grows');
  });
});

describe('sliders', () => {
  const find = (label: string) =>
    [
      ...componentFields({ table: {} } as Component, { kind: 'batcher' } as Part),
      ...linkFields({ table: {} } as Link, undefined),
    ].find((field) => field.label === label) as Field;

  it('stand where the value is, whatever its unit', () => {
    const timeout = find('Timeout');
    expect(slid(timeout, '40ms')).toBe(40);
    expect(slid(timeout, '1.5 s')).toBe(1500);
    expect(slid(timeout, '250us')).toBe(0.25);
    expect(slid(timeout, 'soon')).toBeNull();
    expect(slid(timeout, undefined)).toBeNull();
    expect(slid(find('Batch size'), 64)).toBe(64);
    expect(slid(find('Instances'), undefined)).toBe(1);
    expect(slid(find('Queue limit'), undefined)).toBeNull();
  });

  it('are read back as they are typed', () => {
    for (const label of ['Timeout', 'Batch wait', 'Batch size', 'Instances', 'Retries']) {
      const field = find(label);
      const said = typed(field, unslid(field, 7));
      expect(wrong(field, said), label).toBeNull();
      expect(slid(field, said), label).toBe(7);
    }
  });
});
