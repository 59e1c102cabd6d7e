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
  if ('review' in detail && (outcome === 'pass' || outcome === 'fail')) {
    return { ...said, word: outcome === 'pass' ? 'Finds what is wrong' : 'Misses something' };
  }
  // What is simulated is neither right nor wrong.
  if ('objectives' in detail && (outcome === 'pass' || outcome === 'fail')) {
    return { ...said, word: outcome === 'pass' ? 'Meets the objectives' : 'Misses an objective' };
  }
  return said;
}

/** The word for a submission, judged or not. */
export function saidOfSubmission(view: SubmissionView): Said {
  return view.judgement ? saidOf(view.judgement) : JOBS[view.job];
}
