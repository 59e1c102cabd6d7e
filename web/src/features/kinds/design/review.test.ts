import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { faultOf, faultText, hazardOf, hazardsOf } from './review';
import { addRisk, changed, read, removeRisk, setKey, type Design } from './text';

const HAZARDS = `[[fault]]
kind = "crash"
component = "stock"
fraction = 0.25
at = "1s"
for = "2s"

[[fault]]
kind = "slow"
component = "stock"
times = 8
at = "1s"
for = "2s"

[[fault]]
kind = "flush"
component = "cache"
at = "1s"

[[fault]]
kind = "surge"
times = 1.2
at = "1s"
for = "2s"
`;
const REVIEW = `# Mine.
[framing.loop]
pick = "explore"

[[risk]]
component = "stock"
trouble = "overload"
breaks = "usual/p99"
fault = { kind = "crash", component = "stock", fraction = 0.2, at = "3s", for = "1s" }
why = "There are few."

[[risk]]
component = "cache"
trouble = "stale"
breaks = "age"
why = "It is old."
`;

const design = (text: string): Design => {
  const { design: found, problem } = read(text);
  if (found === null) {
    throw new Error(`line ${problem.line}: ${problem.message}`);
  }
  return found;
};

describe('what a design has to survive', () => {
  it('is said in words', () => {
    expect(hazardsOf(HAZARDS).map(({ title }) => title)).toEqual([
      '25% of stock crashes, for 2s',
      'stock takes 8 times as long, for 2s',
      'cache forgets everything',
      '1.2 times as many requests, for 2s',
    ]);
    expect(faultText({ kind: 'zone_loss', zone: 2, for: '1s' })).toBe('zone 2 is lost, for 1s');
    expect(faultText({ kind: 'partition', component: 'a', other: 'b', for: '1s' })).toBe(
      'a and b do not reach each other, for 1s',
    );
  });

  it('is found again in a risk that tries less of it', () => {
    const hazards = hazardsOf(HAZARDS);
    const [first, second] = design(REVIEW).risks;
    expect(hazardOf(hazards, first?.table ?? {})).toBe(hazards[0]);
    expect(hazardOf(hazards, second?.table ?? {})).toBeNull();
    expect(hazardOf(hazards, { fault: { kind: 'crash', component: 'other' } })).toBeNull();
    const apart = hazardsOf("[[fault]]\nkind = 'partition'\ncomponent = 'a'\nother = 'b'\n");
    expect(hazardOf(apart, { fault: { kind: 'partition', component: 'b', other: 'a' } })).toBe(
      apart[0],
    );
  });
});

describe('risks in a text', () => {
  it('are read with their lines', () => {
    expect(design(REVIEW).risks.map(({ line, table }) => [line, table.trouble])).toEqual([
      [5, 'overload'],
      [12, 'stale'],
    ]);
  });

  it('are added, set and taken out, and all else stays', () => {
    const [hazard] = hazardsOf(HAZARDS);
    const added = changed(
      REVIEW,
      addRisk(design(REVIEW), { component: 'stock', trouble: 'cost', breaks: 'usual/cost' }),
    );
    const tried = changed(
      added,
      setKey(design(added), 'risk', 2, ['fault'], hazard ? faultOf(hazard) : {}),
    );
    const smaller = changed(tried, setKey(design(tried), 'risk', 2, ['fault', 'for'], '500ms'));
    const { risk } = parse(smaller) as { risk: unknown[] };
    expect(risk[2]).toEqual({
      component: 'stock',
      trouble: 'cost',
      breaks: 'usual/cost',
      fault: { kind: 'crash', component: 'stock', fraction: 0.25, at: '1s', for: '500ms' },
    });
    expect(smaller.startsWith(REVIEW.trimEnd())).toBe(true);
    expect(changed(smaller, removeRisk(design(smaller), 2)).trimEnd()).toBe(REVIEW.trimEnd());
  });
});
