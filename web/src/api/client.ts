/**
 * Talks to the server: one function per endpoint of the contract.
 *
 * Not a cache and not state; nothing outside this folder calls `fetch` or opens an `EventSource`.
 */
import type {
  AttemptView,
  Doctor,
  DraftSaved,
  EditorialView,
  Entry,
  Growth,
  Answer,
  JobNotice,
  JobView,
  KitFile,
  LoopAction,
  LoopCard,
  LikeThis,
  ListCard,
  ListView,
  LoopPage,
  NewLoop,
  PresetView,
  QuestionList,
  QuestionPage,
  NewStory,
  Settings,
  Story,
  StoryList,
  StoryPage,
  StorySaved,
  TimerView,
  Today,
} from './types';

/** Longest wait for an answer; work that takes longer is a job and does not hold a request. */
const TIMEOUT_MS = 20_000;

/** A request that did not succeed, with what the server says to do about it. */
export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** Stable name of what went wrong. */
    readonly code: string,
    message: string,
    /** What to do. */
    readonly help: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** Whether no answer came at all: the server is not running or not reachable. */
  get offline(): boolean {
    return this.status === 0;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Watcher = (reachable: boolean) => void;

let watcher: Watcher = () => {};

/** Tells `watch` after every request whether the server answered. */
export function watchConnection(watch: Watcher): void {
  watcher = watch;
}

/** What an answer says that is none. */
export function failure(status: number, text: string): ApiError {
  try {
    const body = JSON.parse(text) as { code?: string; message?: string; help?: string };
    if (typeof body.message === 'string') {
      return new ApiError(status, body.code ?? 'error', body.message, body.help ?? '');
    }
  } catch {
    // Not JSON: said in general words below.
  }
  if (status === 401) {
    const help = 'Run `onsite open` in a terminal; it opens this page with its key.';
    return new ApiError(401, 'no-key', 'This browser does not hold the key to Onsite.', help);
  }
  const message = `The server answered ${status} to a request of this page.`;
  return new ApiError(status, 'error', message, 'Reload the page and try again.');
}

async function send<T>(
  method: Method,
  path: string,
  body?: unknown,
  keepalive = false,
): Promise<T> {
  const init: RequestInit = { method, keepalive, signal: AbortSignal.timeout(TIMEOUT_MS) };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'content-type': 'application/json' };
  }
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, init);
    // Here too: an answer that breaks off is as good as none.
    text = await response.text();
  } catch {
    watcher(false);
    const help = 'Start it again with `make run` or `onsite serve`. What you type is kept here.';
    throw new ApiError(0, 'offline', 'Onsite is not answering.', help);
  }
  watcher(true);
  if (!response.ok) {
    throw failure(response.status, text);
  }
  return JSON.parse(text) as T;
}

const part = encodeURIComponent;

/** The first page. */
export const getToday = () => send<Today>('GET', '/api/today');

/** Every question. */
export const getQuestions = () => send<QuestionList>('GET', '/api/questions');

/** Every list, with how much of it is done. */
export const getLists = () => send<ListCard[]>('GET', '/api/lists');

/** A list with its questions in order. */
export const getList = (id: string) => send<ListView>('GET', `/api/lists/${part(id)}`);

/** Questions like one, not solved yet, the most like first. */
export const getLikeThis = (id: string) =>
  send<LikeThis[]>('GET', `/api/questions/${part(id)}/like`);

/** Draws one of some questions by chance. */
export const drawQuestion = (among: string[]) =>
  send<{ question: string }>('POST', '/api/questions/draw', { among });

/** Opens a question: the open attempt, else the latest, else a new one; `fresh` starts anew. */
export const openQuestion = (id: string, fresh = false) =>
  send<QuestionPage>('POST', `/api/questions/${part(id)}/open`, { fresh });

/** Every attempt on a question, newest first. */
export const getAttempts = (id: string) =>
  send<AttemptView[]>('GET', `/api/questions/${part(id)}/attempts`);

/** One attempt with everything its page needs. */
export const getAttempt = (id: string) => send<QuestionPage>('GET', `/api/attempts/${part(id)}`);

/** What is saved of a draft. */
export type DraftText = { text: string; cursor: number; version: number };

/** Most bytes of requests that may outlive the page, by the Fetch standard, with room to spare. */
const KEEPALIVE_BYTES = 60_000;

/** Saves a draft; with `leaving`, in a way that survives the page. */
const putText = (path: string, draft: DraftText, leaving: boolean) =>
  send<DraftSaved>('PUT', path, draft, leaving && draft.text.length * 3 < KEEPALIVE_BYTES);

/** Saves a draft of an attempt; with `leaving`, in a way that survives the page. */
export const putDraft = (attempt: string, slot: string, draft: DraftText, leaving = false) =>
  putText(`/api/attempts/${part(attempt)}/drafts/${part(slot)}`, draft, leaving);

/** Beats the timer; with `leaving`, in a way that survives the page. */
export async function beat(attempt: string, running: boolean, leaving = false): Promise<TimerView> {
  const path = `/api/attempts/${part(attempt)}/beat`;
  return send('POST', path, { running }, leaving);
}

/** Takes the next hint. */
export const takeHint = (attempt: string) =>
  send<QuestionPage>('POST', `/api/attempts/${part(attempt)}/hints`);

/** Gives up, so that the editorial may be read. */
export const giveUp = (attempt: string) =>
  send<QuestionPage>('POST', `/api/attempts/${part(attempt)}/give-up`);

/** The editorial. */
export const getEditorial = (attempt: string) =>
  send<EditorialView>('GET', `/api/attempts/${part(attempt)}/editorial`);

/** Runs an answer on the samples and one's own inputs. */
export const run = (attempt: string, answer: Answer, own_inputs: string[]) =>
  send<JobView>('POST', `/api/attempts/${part(attempt)}/runs`, { answer, own_inputs });

/** Hands an answer in. */
export const submit = (
  attempt: string,
  answer: Answer,
  claim: Growth | null,
  told_from: string | null,
) =>
  send<JobView>('POST', `/api/attempts/${part(attempt)}/submissions`, { answer, claim, told_from });

/** Searches over a design that was judged. */
export const search = (submission: string) =>
  send<JobView>('POST', `/api/submissions/${part(submission)}/search`);

/** Where a job stands. */
export const getJob = (id: string) => send<JobView>('GET', `/api/jobs/${part(id)}`);

/** Cancels a job. */
export const cancelJob = (id: string) => send<JobView>('DELETE', `/api/jobs/${part(id)}`);

/** The loops that can be planned. */
export const getPresets = () => send<PresetView[]>('GET', '/api/presets');

/** Every loop, newest first. */
export const getLoops = () => send<LoopCard[]>('GET', '/api/loops');

/** Plans a loop. */
export const planLoop = (asked: NewLoop) => send<LoopPage>('POST', '/api/loops', asked);

/** A loop with everything its pages need. */
export const getLoop = (id: string) => send<LoopPage>('GET', `/api/loops/${part(id)}`);

/** Acts in a loop; refused where it went on since entry `seen`. */
export const actInLoop = (id: string, seen: number, action: LoopAction) =>
  send<LoopPage>('POST', `/api/loops/${part(id)}/actions`, { seen, action });

/** Saves a draft of a loop's scorecard; with `leaving`, in a way that survives the page. */
export const putLoopDraft = (id: string, slot: string, draft: DraftText, leaving = false) =>
  putText(`/api/loops/${part(id)}/drafts/${part(slot)}`, draft, leaving);

/** The interviewer kit of a round, which leaves its scorecard to whoever fills it. */
export const makeKit = (id: string, round: number) =>
  send<KitFile>('POST', `/api/loops/${part(id)}/rounds/${round}/kit`);

/** Brings in the scorecard that came back from a kit. */
export const importScorecard = (id: string, text: string) =>
  send<LoopPage>('POST', `/api/loops/${part(id)}/scorecards`, { text });

/** Where the packet of a loop is downloaded from, as Markdown. */
export const packetPath = (id: string) => `/api/loops/${part(id)}/packet.md`;
/** Where the timeline of a loop is downloaded from, as JSON. */
export const timelinePath = (id: string) => `/api/loops/${part(id)}/timeline`;

/** The timeline of a loop, whole. */
export const getTimeline = (id: string) => send<Entry[]>('GET', `/api/loops/${part(id)}/timeline`);

/** Every kept story. */
export const getStories = () => send<StoryList>('GET', '/api/stories');

/** Keeps a new story: an empty one, or what was told. */
export const keepStory = (asked: NewStory) => send<StoryPage>('POST', '/api/stories', asked);

/** A kept story with everything its page needs. */
export const getStory = (id: string) => send<StoryPage>('GET', `/api/stories/${part(id)}`);

/** Saves a story as typed; with `leaving`, in a way that survives the page. */
export const putStory = (id: string, story: Story, version: number, leaving = false) => {
  const short = leaving && JSON.stringify(story).length * 3 < KEEPALIVE_BYTES;
  return send<StorySaved>('PUT', `/api/stories/${part(id)}`, { story, version }, short);
};

/** Deletes a story; what was told of it stays. */
export const deleteStory = (id: string) => send<StoryPage>('DELETE', `/api/stories/${part(id)}`);

/** Brings back a story that was deleted. */
export const restoreStory = (id: string, story: Story, version: number) =>
  send<StoryPage>('POST', `/api/stories/${part(id)}/restore`, { story, version });

/** What a person has set. */
export const getSettings = () => send<Settings>('GET', '/api/settings');

/** Changes what a person has set; with `leaving`, in a way that survives the page. */
export const putSettings = (settings: Settings, leaving = false) =>
  send<Settings>('PUT', '/api/settings', settings, leaving);

/** What is installed and what is missing. */
export const getDoctor = () => send<Doctor>('GET', '/api/doctor');

/** Where the export is downloaded from. */
export const EXPORT_PATH = '/api/export';

/** Follows a job until it ends. */
export type JobFollower = {
  /** A step was taken or the state changed. */
  notice(notice: JobNotice): void;
  /** The stream broke off before a last notice; the job should be asked for. */
  lost(): void;
};

/** Follows a job's notices, going on after a lost connection; returns how to stop. */
export function followJob(id: string, follower: JobFollower): () => void {
  const source = new EventSource(`/api/jobs/${part(id)}/progress`);
  source.onmessage = (message: MessageEvent<string>) => {
    const notice = JSON.parse(message.data) as JobNotice;
    if (notice.state === 'done' || notice.state === 'failed' || notice.state === 'cancelled') {
      source.close();
    }
    follower.notice(notice);
  };
  // The browser connects again by itself, from the last notice it saw; a server that was started
  // again counts from one, so that its notices may lie before that and never arrive.
  source.onerror = () => follower.lost();
  return () => source.close();
}
