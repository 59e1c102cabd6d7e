/** A story keeps every word on its way through the browser. */
import { describe, expect, it } from 'vitest';
import { lines, parseStory, steps, storyText, whole, wording } from './story';

describe('a kept story', () => {
  const story = whole({
    title: 'Labels',
    actions: ['I read.', ''],
    decisions: [{ chose: 'rules' }],
  });

  it('comes back as it was written', () => {
    expect(parseStory(storyText(story))).toEqual(story);
  });

  it('has one text, in whatever order its fields came', () => {
    const { title, ...rest } = story;
    expect(storyText({ ...rest, title })).toBe(storyText(story));
  });

  it.each(['', 'words', 'null', '[]', '3'])('is not made of %j', (text) => {
    expect(parseStory(text)).toBeNull();
  });

  it.each(['', 'one', 'one\n', '\n', 'one\n\ntwo'])('keeps the lines of %j', (text) => {
    expect(lines(steps(text))).toBe(text);
  });

  it('is read as one text', () => {
    expect(wording(story)).toBe('Labels\nI read.\nrules');
  });
});
