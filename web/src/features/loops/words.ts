/**
 * The words for what loops name: one word per idea, the same in every room.
 */
import type {
  Cause,
  Decision,
  LoopPage,
  Observer,
  Phase,
  Rating,
  Reason,
  Role,
  RoundView,
  Seat,
  Standing,
  Vote,
} from '../../api/types';
import { LEVELS, type Said } from '../../lib/words';

/** Roles a loop hires for. */
export const ROLES: Record<Role, string> = {
  applied_scientist: 'Applied scientist',
  research_scientist: 'Research scientist',
  aws_research_scientist: 'AWS research scientist',
  data_scientist: 'Data scientist',
};

/** Seats of the panel. */
export const SEATS: Record<Seat, string> = {
  hiring_manager: 'Hiring manager',
  bar_raiser: 'Bar raiser',
  peer: 'Peer',
};

/** Parts of a round. */
export const PHASES: Record<Phase, string> = {
  introduction: 'Introduction',
  principles: 'Leadership principles',
  technical: 'Technical part',
  own_questions: 'Your own questions',
};

/** Why an interviewer says something, where it is more than the next line of the script. */
export const CAUSES: Record<Cause, string> = {
  script: '',
  probe: 'Probe',
  follow_up: 'Follow-up',
  pushback: 'Pushback',
};

/** Who rated. */
export const OBSERVERS: Record<Observer, string> = {
  judge: 'by the judge’s evidence',
  simulator: 'by the simulator’s evidence',
  one_self: 'rated by yourself',
  peer: 'rated by a peer',
  interviewer: 'rated by an interviewer',
  model: 'rated by a model',
};

/** How a gate stands. */
export const STANDINGS_OF_GATES: Record<Standing, Said> = {
  fails: { word: 'Fails', tone: 'fail' },
  unrated: { word: 'Unrated', tone: 'limit' },
  holds: { word: 'Holds', tone: 'pass' },
};

/** Why a record carries no decision. */
export const REASONS: Record<Reason, string> = {
  too_few_scorecards: 'One scorecard cannot carry a decision; it takes two.',
  scorecard_missing: 'A scorecard is missing.',
  seat_empty: 'Nobody sealed a scorecard as hiring manager or as bar raiser.',
  behaviour_unrated: 'Behaviour was not rated by another person.',
  not_observed: 'Something behind a gate was not observed.',
};

/** A decision in words. */
export function decisionWord(decision: Decision): string {
  switch (decision.decision) {
    case 'hire':
      return 'Hire';
    case 'hire_at':
      return `Hire at ${LEVELS[decision.level]}`;
    case 'no_hire':
      return 'No hire';
    case 'no_decision':
      return 'No decision';
  }
}

/** A vote in the words of the loop's form. */
export const voteWord = (page: LoopPage, vote: Vote): string =>
  page.form.votes.find((label) => label.vote === vote)?.label ?? vote;

/** A rating in the words of the loop's form. */
export const ratingWord = (page: LoopPage, rating: Rating): string =>
  page.form.ratings.find((label) => label.rating === rating)?.label ?? rating;

/** The name of what is rated, by its id. */
export function focusTitle(page: LoopPage, id: string): string {
  const all = page.rounds.flatMap((round) => round.focus);
  return all.find((focus) => focus.id === id)?.title ?? id.replaceAll('-', ' ');
}

/** Where a round stands. */
export function standingOf(round: RoundView): Said {
  if (round.sealed) {
    return { word: 'Sealed', tone: 'pass' };
  }
  if (round.ended) {
    return { word: 'Sat, not sealed', tone: 'limit' };
  }
  return round.started ? { word: 'Running', tone: 'limit' } : { word: 'Not sat', tone: 'quiet' };
}
