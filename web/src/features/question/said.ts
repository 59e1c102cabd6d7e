/**
 * The word for a judgement: a code verdict where there is one, else the outcome.
 */
import type { Judgement, SubmissionView } from '../../api/types';
import { JOBS, OUTCOMES, VERDICTS, type Said } from '../../lib/words';

/** The word for a judgement. */
export function saidOf(judgement: Judgement): Said {
  return 'verdict' in judgement.detail
    ? VERDICTS[judgement.detail.verdict]
    : OUTCOMES[judgement.outcome];
}

/** The word for a submission, judged or not. */
export function saidOfSubmission(view: SubmissionView): Said {
  return view.judgement ? saidOf(view.judgement) : JOBS[view.job];
}
