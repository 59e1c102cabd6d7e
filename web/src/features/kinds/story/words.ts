/**
 * The words for gaps in a telling.
 */
import type { Gap } from '../../../api/types';

/** What a listener misses. */
export const GAPS: Record<Gap, string> = {
  long_set_up: 'A long set-up',
  we_for_i: '“We” where “I” is asked',
  no_decision: 'No decision of yours',
  no_alternative: 'A decision over nothing else',
  no_result: 'No result',
  no_number: 'No number',
  no_baseline: 'A number compared with nothing',
  not_measured: 'A number without how it was found',
  vague_amount: 'An amount without a number',
  blame: 'The fault of others',
  no_lesson: 'Nothing learned',
};
