/**
 * Two runs of a design beside each other.
 */
import type { DesignRun, Figure, Weighed } from '../../../api/types';
import { moment } from '../../../lib/format';
import type { Workbench } from '../../question/workbench.svelte';
import type { Previewing } from './preview.svelte';

/** A run that can be compared, with the text of its design. */
export type Comparable = {
  id: string;
  title: string;
  text: string;
  objectives: Weighed[];
  figures: Figure[];
  runs: DesignRun[];
};

/** What can be compared: the preview, and the attempt's submissions, latest first. */
export function comparables(bench: Workbench, preview: Previewing): Comparable[] {
  const all: Comparable[] = [];
  if (preview.found !== null) {
    const { run, objectives, figures } = preview.found;
    const title = `The preview: ${run.title}`;
    all.push({ id: 'preview', title, text: preview.text, objectives, figures, runs: [run] });
  }
  for (const { submission, judgement } of bench.page.submissions) {
    const detail = judgement?.detail;
    if (detail?.kind === 'design' && submission.answer.kind === 'design') {
      const title = `Submission of ${moment(submission.at)}`;
      all.push({ ...detail, id: submission.id, title, text: submission.answer.text });
    }
  }
  return all;
}

/** How much more the second is; nothing where one is missing. */
export function more(
  before: number | null | undefined,
  after: number | null | undefined,
): number | null {
  return before == null || after == null ? null : after - before;
}

/** A difference with its sign, as `write` puts a value. */
export function signed(difference: number | null, write: (value: number) => string): string {
  if (difference === null) {
    return '–';
  }
  const said = write(Math.abs(difference));
  if (said === write(0)) {
    return 'same';
  }
  return difference > 0 ? `+${said}` : `−${said}`;
}
