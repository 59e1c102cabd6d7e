/**
 * What each kind of question puts on its page: the one place where the web app names kinds.
 */
import type { Component } from 'svelte';
import type { Judgement, Kind, TestResult } from '../../api/types';
import type { Workbench } from '../question/workbench.svelte';
import CodeAnswer from './code/CodeAnswer.svelte';
import CodeDetail from './code/CodeDetail.svelte';
import Inputs from './code/Inputs.svelte';
import TestTable from './code/TestTable.svelte';
import NumericAnswer from './numeric/NumericAnswer.svelte';
import NumericDetail from './numeric/NumericDetail.svelte';

/** The parts of a question's page that belong to its kind. */
export type KindView = {
  /** Where the answer is given. */
  Answer: Component<{ bench: Workbench; fresh: () => void }>;
  /** What a judgement says beyond its outcome. */
  Detail: Component<{ judgement: Judgement; bench: Workbench }>;
  /** Inputs of one's own, where the kind has them. */
  Inputs?: Component<{ bench: Workbench }>;
  /** The steps of a judgement under way. */
  Steps?: Component<{ tests: TestResult[] }>;
  /** What to do before there is a result. */
  invite: string;
};

/** The views, by kind. */
export const VIEWS: Record<Kind, KindView> = {
  code: {
    Answer: CodeAnswer,
    Detail: CodeDetail,
    Inputs,
    Steps: TestTable,
    invite:
      'Run tries the samples and your own inputs; Submit judges the hidden cases too. Both run under the same limits.',
  },
  numeric: {
    Answer: NumericAnswer,
    Detail: NumericDetail,
    invite: 'Type a number and press Enter; a known wrong turn is explained.',
  },
};
