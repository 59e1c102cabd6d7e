/**
 * The words for what the API names: one word per idea, the same on every page.
 */
import type {
  Difficulty,
  HintStep,
  JobState,
  Kind,
  Language,
  Level,
  Outcome,
  QuestionStanding,
  Signal,
  Verdict,
  Within,
} from '../api/types';

/** How a word is coloured and which icon stands beside it. */
export type Tone = 'pass' | 'fail' | 'limit' | 'ours' | 'quiet';

/** A word with its tone. */
export type Said = { word: string; tone: Tone };

/** Verdicts on code. */
export const VERDICTS: Record<Verdict, Said> = {
  accepted: { word: 'Accepted', tone: 'pass' },
  wrong_answer: { word: 'Wrong answer', tone: 'fail' },
  time_limit_exceeded: { word: 'Time limit exceeded', tone: 'limit' },
  memory_limit_exceeded: { word: 'Memory limit exceeded', tone: 'limit' },
  output_limit_exceeded: { word: 'Output limit exceeded', tone: 'limit' },
  run_time_error: { word: 'Run-time error', tone: 'fail' },
  compile_error: { word: 'Compile error', tone: 'fail' },
  judging_error: { word: 'Judging error', tone: 'ours' },
};

/** Outcomes of kinds without a verdict of their own. */
export const OUTCOMES: Record<Outcome, Said> = {
  pass: { word: 'Right', tone: 'pass' },
  fail: { word: 'Not right', tone: 'fail' },
  undecided: { word: 'Undecided', tone: 'quiet' },
  unjudged: { word: 'Measured', tone: 'quiet' },
  judging_error: { word: 'Judging error', tone: 'ours' },
};

/** Jobs that have no judgement. */
export const JOBS: Record<JobState, Said> = {
  queued: { word: 'Waiting', tone: 'quiet' },
  running: { word: 'Being judged', tone: 'quiet' },
  done: { word: 'Judged', tone: 'quiet' },
  failed: { word: 'Could not be judged', tone: 'ours' },
  cancelled: { word: 'Cancelled', tone: 'quiet' },
};

/** Whether an answer grows as expected. */
export const WITHIN: Record<Within, Said> = {
  yes: { word: 'As expected', tone: 'pass' },
  no: { word: 'Worse than expected', tone: 'limit' },
  unsure: { word: 'Not sure', tone: 'quiet' },
};

/** What growth is measured by. */
export const SIGNALS: Record<Signal, { unit: string; meaning: string }> = {
  callgrind: {
    unit: 'instructions',
    meaning: 'Instructions are counted by valgrind: the same on every run and on a busy machine.',
  },
  counters: {
    unit: 'instructions',
    meaning: "Instructions are counted by the machine's own counters.",
  },
  clock: {
    unit: 'nanoseconds',
    meaning: 'Nanoseconds are processor time, the least of several rounds; caches show in it.',
  },
  allocator: {
    unit: 'bytes',
    meaning:
      'Bytes are the peak of what was asked for beyond the input, stack and result included.',
  },
};

/** Kinds of question. */
export const KINDS: Record<Kind, string> = {
  code: 'Code',
  design: 'Design',
  experiment: 'Experiment',
  numeric: 'Numeric',
  story: 'Story',
};

/** Languages that answers are written in. */
export const LANGUAGES: Record<Language, string> = {
  python: 'Python',
  cpp: 'C++',
  java: 'Java',
  rust: 'Rust',
  r: 'R',
};

/** Where a person stands with a question. */
export const STANDINGS: Record<QuestionStanding, Said> = {
  new: { word: 'New', tone: 'quiet' },
  tried: { word: 'Tried', tone: 'limit' },
  solved: { word: 'Solved', tone: 'pass' },
  solved_late: { word: 'Solved late', tone: 'pass' },
  to_review: { word: 'To review', tone: 'limit' },
  told: { word: 'Told', tone: 'pass' },
  gave_up: { word: 'Given up', tone: 'quiet' },
};

/** Difficulties at a level. */
export const DIFFICULTIES: Record<Difficulty, string> = {
  easy: 'Easy',
  medium: 'Medium',
  hard: 'Hard',
};

/** Levels. */
export const LEVELS: Record<Level, string> = {
  L4: 'L4 Scientist I',
  L5: 'L5 Scientist II',
  L6: 'L6 Senior',
  L7: 'L7 Principal',
};

/** Rungs of the hint ladder. */
export const HINT_STEPS: Record<HintStep, string> = {
  nudge: 'Nudge',
  approach: 'Approach',
  key_step: 'Key step',
};

/** How strong a piece of evidence is, in a word beside its number. */
export function strengthWord(strength: number): string {
  if (strength >= 0.75) {
    return 'strong';
  }
  return strength >= 0.4 ? 'moderate' : 'weak';
}

/** A topic as a label: `hash-map` reads `hash map`. */
export function topicWord(topic: string): string {
  return topic.replaceAll('-', ' ');
}
