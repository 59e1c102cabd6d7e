/**
 * What each kind of question puts on its page: the one place where the web app names kinds.
 */
import type { Component } from 'svelte';
import type {
  Answer,
  Judgement,
  Kind,
  SubmissionView,
  TestResult,
  Workspace,
} from '../../api/types';
import { LANGUAGES } from '../../lib/words';
import type { Workbench } from '../question/workbench.svelte';
import CodeAnswer from './code/CodeAnswer.svelte';
import CodeDetail from './code/CodeDetail.svelte';
import { refusedInput } from './code/inputs';
import Signature from './code/Signature.svelte';
import TestTable from './code/TestTable.svelte';
import Lazy from './Lazy.svelte';
import { refusedNumber } from './numeric/answer';
import NumericAnswer from './numeric/NumericAnswer.svelte';
import NumericDetail from './numeric/NumericDetail.svelte';
import { DESIGN_SLOT, PLAN_SLOT, refusedFile } from './simulated/file';
import { refusedTelling, STORY_SLOT, toldText } from './story/answer';

/** The parts of a question's page that belong to its kind. */
export type KindView = {
  /** Where the answer is given. */
  Answer: Component<{ bench: Workbench; fresh: () => void }>;
  /** What the answer has to look like, below the statement. */
  UnderStatement?: Component<{ bench: Workbench }>;
  /** What a judgement says beyond its outcome. */
  Detail: Component<{
    judgement: Judgement;
    /** What was judged, once it is known; none for a Run. */
    submission: SubmissionView | null;
    bench: Workbench;
  }>;
  /** Whether an answer is prose: it wraps, and its judgement shows it itself. */
  prose?: true;
  /** Inputs of one's own, or what else is tried before a Run, where the kind has it. */
  Inputs?: Component<{ bench: Workbench }>;
  /** What these are called, where not so. */
  inputs?: string;
  /** Whether a question of the kind has them, where not each does. */
  hasInputs?: (workspace: Workspace) => boolean;
  /** The steps of a judgement under way. */
  Steps?: Component<{ tests: TestResult[] }>;
  /** Whether the progress of a judgement is a percentage. */
  percent?: true;
  /** Where a refusal is said beside what it is about; every other stands with the results. */
  beside: (bench: Workbench) => 'answer' | 'inputs' | null;
  /** What to do before there is a result. */
  invite: string;
  /** When the editorial opens. */
  opens: string;
};

/** A component that is loaded when it is first shown. */
export const lazily =
  <P extends Record<string, unknown>>(load: () => Promise<Component<P>>): Component<P> =>
  (internals, props) => {
    const loading = load().then<Component>((View) => (inner) => View(inner, props));
    return Lazy(internals, { loading });
  };
const design = () => import('./design/views');
const experiment = () => import('./experiment/views');
const story = () => import('./story/views');

/** The views, by kind. */
export const VIEWS: Record<Kind, KindView> = {
  code: {
    Answer: CodeAnswer,
    UnderStatement: Signature,
    Detail: CodeDetail,
    Inputs: lazily(async () => (await import('./code/Inputs.svelte')).default),
    Steps: TestTable,
    beside: (bench) => (refusedInput(bench) === null ? null : 'inputs'),
    invite:
      'Run tries the samples and your own inputs; Submit judges the hidden cases too. Both run under the same limits.',
    opens: 'an answer of yours passes',
  },
  design: {
    Answer: lazily(async () => (await design()).DesignAnswer),
    UnderStatement: lazily(async () => (await design()).Given),
    Detail: lazily(async () => (await design()).DesignDetail),
    Inputs: lazily(async () => (await design()).TryIt),
    inputs: 'Try it',
    // A given design runs with its risks, a world that goes day by day as a whole.
    hasInputs: (of) => of.kind === 'design' && !of.review && of.parts.length > 0,
    percent: true,
    beside: (bench) => (refusedFile(bench) === null ? null : 'answer'),
    invite:
      'Say first what you expect. Run steps the question’s load through your design; Submit does the same and counts. Both hold it to every objective.',
    opens: 'a design of yours meets every objective',
  },
  experiment: {
    Answer: lazily(async () => (await experiment()).PlanAnswer),
    UnderStatement: lazily(async () => (await experiment()).PlanObjectives),
    Detail: lazily(async () => (await experiment()).PlanDetail),
    beside: (bench) => (refusedFile(bench) === null ? null : 'answer'),
    invite:
      'Run tries your plan on simulated populations; Submit does the same and counts. Both hold it to every objective.',
    opens: 'a plan of yours meets every objective',
  },
  numeric: {
    Answer: NumericAnswer,
    Detail: NumericDetail,
    beside: (bench) => (refusedNumber(bench) === null ? null : 'answer'),
    invite: 'Type a number and press Enter; a known wrong turn is explained.',
    opens: 'an answer of yours passes',
  },
  story: {
    Answer: lazily(async () => (await story()).TellingForm),
    UnderStatement: lazily(async () => (await story()).Principles),
    Detail: lazily(async () => (await story()).TellingDetail),
    prose: true,
    beside: (bench) => (refusedTelling(bench) === null ? null : 'answer'),
    invite:
      'Tell your story in writing, aloud or both, then submit it. You are shown what an interviewer would ask next, and which of your words lead there.',
    opens: 'you have told your story',
  },
};

/** An answer that was handed in: what it is called, its text, and the kept texts it came from. */
export type HandedIn = { name: string; text: string; slots: Record<string, string> };

/** Reads an answer that was handed in. */
export function handedIn(answer: Answer): HandedIn {
  if (answer.kind === 'design') {
    return { name: 'Design', text: answer.text, slots: { [DESIGN_SLOT]: answer.text } };
  }
  if (answer.kind === 'experiment') {
    return { name: 'Plan', text: answer.text, slots: { [PLAN_SLOT]: answer.text } };
  }
  if (answer.kind === 'numeric') {
    return { name: 'Number', text: answer.text, slots: { numeric: answer.text } };
  }
  if (answer.kind === 'story') {
    const { parts } = answer;
    return { name: 'Story', text: toldText(parts), slots: { [STORY_SLOT]: JSON.stringify(parts) } };
  }
  const { language, source } = answer;
  return { name: LANGUAGES[language], text: source, slots: { language, [language]: source } };
}
