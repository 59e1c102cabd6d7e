/**
 * The shapes the server speaks, under the names the product uses.
 *
 * Not a second definition: each stands in `schema.d.ts`, generated from `openapi.json`.
 */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Kind = Schemas['Kind'];
export type Level = Schemas['Level'];
export type Difficulty = Schemas['Difficulty'];
export type QuestionStanding = Schemas['QuestionStanding'];
export type Language = Schemas['Language'];
export type HintStep = Schemas['HintStep'];
export type Outcome = Schemas['Outcome'];
export type Verdict = Schemas['Verdict'];
export type JobState = Schemas['JobState'];
export type GrowthClass = Schemas['GrowthClass'];
export type Growth = Schemas['Growth'];
export type QuestionCard = Schemas['QuestionCard'];
export type Competency = Schemas['Competency'];
export type QuestionList = Schemas['QuestionList'];
export type Today = Schemas['Today'];
export type Limits = Schemas['Limits'];
export type AttemptState = Schemas['AttemptState'];
export type Draft = Schemas['Draft'];
export type DraftSaved = Schemas['DraftSaved'];
export type Answer = Schemas['Answer'];
export type Submission = Schemas['Submission'];
export type Group = Schemas['Group'];
export type ShownCase = Schemas['ShownCase'];
export type TestResult = Schemas['TestResult'];
export type CodeDetail = Schemas['CodeDetail'];
export type NumericDetail = Schemas['NumericDetail'];
export type Judgement = Schemas['Judgement'];
export type Evidence = Schemas['Evidence'];
export type SubmissionView = Schemas['SubmissionView'];
export type AttemptView = Schemas['AttemptView'];
export type JobView = Schemas['JobView'];
export type JobNotice = Schemas['JobNotice'];
export type QuestionPage = Schemas['QuestionPage'];
export type EditorialView = Schemas['EditorialView'];
export type TimerView = Schemas['TimerView'];
export type Theme = Schemas['Theme'];
export type Settings = Schemas['Settings'];
export type DoctorCheck = Schemas['DoctorCheck'];
export type Doctor = Schemas['Doctor'];
