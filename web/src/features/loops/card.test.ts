import { describe, expect, it } from 'vitest';
import type { FocusView } from '../../api/types';
import { given, lacks, parseCard, rated } from './card';

const focus = (id: string, evidence: FocusView['evidence'] = null): FocusView => ({
  id,
  title: id.toUpperCase(),
  is_principle: false,
  observes: '',
  anchors: [],
  evidence,
});

describe('a card as kept', () => {
  it('comes back as it was written', () => {
    const card = rated({ notes: 'Asked.', ratings: [] }, 'dive-deep', {
      rating: 'below',
      cites: [4, 7],
    });
    expect(parseCard(JSON.stringify(card))).toEqual(card);
  });

  it('is empty where the text is no card, and leaves out what is no rating', () => {
    expect(parseCard('not JSON')).toEqual({ notes: '', ratings: [] });
    expect(parseCard('null')).toEqual({ notes: '', ratings: [] });
    const text =
      '{"notes":3,"ratings":[{"focus":"a","rating":"best"},{"focus":"b","rating":"meets","cites":["x",2]},null]}';
    expect(parseCard(text)).toEqual({
      notes: '',
      ratings: [{ focus: 'b', rating: 'meets', cites: [2] }],
    });
  });

  it('keeps what a rating rests on when the rating changes', () => {
    const cited = rated({ notes: '', ratings: [] }, 'a', { rating: 'below', cites: [3] });
    expect(given(rated(cited, 'a', { rating: 'raises' }), 'a')?.cites).toEqual([3]);
  });
});

describe('what a card lacks', () => {
  it('names notes, ratings and citations, but nothing that evidence fills', () => {
    const filled = focus('coding', { rating: 'meets', because: 'It passed.', cites: [] });
    const all = [filled, focus('a'), focus('b'), focus('c')];
    let card = rated({ notes: ' ', ratings: [] }, 'b', { rating: 'raises' });
    card = rated(card, 'c', { rating: 'not_observed' });
    expect(lacks(card, all).map((lack) => lack.focus)).toEqual([null, 'a', 'b']);
  });
});
