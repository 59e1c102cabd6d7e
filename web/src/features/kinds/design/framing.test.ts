import { describe, expect, it } from 'vitest';
import { readSheet, writeCell } from './framing';

const DESIGN =
  '# A design.\n[claim]\np99 = "10ms"\n\n[[component]]\nname = "edge"\npart = "edge"\n';

describe('the framing sheet in the text', () => {
  it('writes a cell above the design and reads it back', () => {
    const text = writeCell(DESIGN, 'label', { pick: ['click'], why: 'Said "so"\nand again' });
    expect(text).toBe(
      '# A design.\n[framing.label]\npick = "click"\nwhy = "Said \\"so\\"\\nand again"\n\n' +
        DESIGN.slice('# A design.\n'.length),
    );
    expect(readSheet(text)?.get('label')).toEqual({ pick: ['click'], why: 'Said "so"\nand again' });
  });

  it('keeps the order, the comments and everything else', () => {
    let text = writeCell(DESIGN, 'label', { pick: ['click'], why: 'a' });
    text = writeCell(text, 'metric', { pick: ['auc', 'ndcg'], why: '' });
    text = text.replace('pick = "click"', '# think again\npick = "click"');
    text = writeCell(text, 'label', { pick: [], why: 'b' });
    expect(text).toContain('[framing.label]\n# think again\npick = []\nwhy = "b"\n');
    expect(text.indexOf('framing.metric')).toBeGreaterThan(text.indexOf('framing.label'));
    expect(text.endsWith(DESIGN.slice('# A design.\n'.length))).toBe(true);
    expect(readSheet(text)?.get('metric')).toEqual({ pick: ['auc', 'ndcg'], why: '' });
  });

  it('takes an empty cell out', () => {
    const text = writeCell(DESIGN, 'label', { pick: ['click'], why: '' });
    expect(writeCell(text, 'label', { pick: [], why: '' })).toBe(DESIGN);
  });

  it('leaves alone what it does not read', () => {
    expect(readSheet('[framing]\nlabel = { pick = "click" }\n')).toBeNull();
    expect(readSheet('[framing.label]\nwhy = """\nlong\n"""\n')?.get('label')).toBeNull();
    expect(readSheet('')).toEqual(new Map());
  });
});
