/**
 * The word for a judgement: a code verdict where there is one, else the outcome.
 */
import type { Judgement, SubmissionView } from '../../api/types';
import { JOBS, OUTCOMES, VERDICTS, type Said } from '../../lib/words';

/** The word for a judgement. */
export function saidOf({ detail, outcome }: Judgement): Said {
  if ('verdict' in detail) {
    return VERDICTS[detail.verdict];
  }
  const said = OUTCOMES[outcome];
  // What is simulated is neither right nor wrong.
  if ('objectives' in detail && (outcome === 'pass' || outcome === 'fail')) {
    const [met, missed] =
      'review' in detail
        ? ['Finds what is wrong', 'Misses something']
        : ['Meets the objectives', 'Misses an objective'];
    return { ...said, word: outcome === 'pass' ? met : missed };
  }
  return said;
}

/** The word for a submission, judged or not. */
export function saidOfSubmission(view: SubmissionView): Said {
  return view.judgement ? saidOf(view.judgement) : JOBS[view.job];
}
