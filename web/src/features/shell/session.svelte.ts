/**
 * What every page shares: the settings, whether the server answers, and what was last announced.
 *
 * Not a cache of the record; each page asks for its own.
 */
import { ApiError, getSettings, putSettings, watchConnection } from '../../api/client';
import type { Settings, Theme } from '../../api/types';

const SAVE_AFTER_MS = 500;
const ASK_AGAIN_MS = 3_000;

/** What holds until the server has said otherwise; the same as the server's own. */
const DEFAULTS: Settings = {
  theme: 'system',
  language: 'python',
  vim: false,
  editor_px: 14,
  show_timer: true,
  split_columns: 42,
  split_rows: 62,
  target: {},
  offer_first_quarter: true,
};

function paint(theme: Theme): void {
  const dark =
    theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  try {
    localStorage.setItem('onsite.theme', theme);
  } catch {
    // Without storage the first paint follows the system; nothing else is lost.
  }
}

class Session {
  settings = $state<Settings>({ ...DEFAULTS });
  /** Whether the settings are the server's. */
  known = $state(false);
  /** Whether the server answered last time. */
  reachable = $state(true);
  /** What a screen reader is told. */
  announcement = $state('');
  /** Why the settings could not be read or saved. */
  trouble = $state.raw<ApiError | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Reads the settings and starts watching the connection and the system's theme. */
  start(): () => void {
    watchConnection((reachable) => (this.reachable = reachable));
    void this.load();
    const ask = setInterval(() => {
      if (!this.reachable) {
        void this.load();
      }
    }, ASK_AGAIN_MS);
    const system = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => paint(this.settings.theme);
    system.addEventListener('change', follow);
    const leaving = () => {
      if (this.#timer !== undefined) {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        void this.#save(true);
      }
    };
    addEventListener('pagehide', leaving);
    return () => {
      clearInterval(ask);
      system.removeEventListener('change', follow);
      removeEventListener('pagehide', leaving);
    };
  }

  /** Reads the settings, unless a change of one's own is still to be saved. */
  async load(): Promise<void> {
    try {
      const settings = await getSettings();
      if (this.#timer === undefined) {
        this.settings = settings;
        this.known = true;
        paint(settings.theme);
      }
      this.trouble = null;
    } catch (error) {
      this.trouble = error instanceof ApiError ? error : null;
    }
  }

  /** Changes settings: at once here, soon after on the server. */
  change(change: Partial<Settings>): void {
    this.settings = { ...this.settings, ...change };
    paint(this.settings.theme);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#save();
    }, SAVE_AFTER_MS);
  }

  /** Saves at once what was changed, where something still waits to be. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      await this.#save();
    }
  }

  /** Tells a screen reader; a repeated text is told again. */
  announce(text: string): void {
    this.announcement = this.announcement === text ? `${text}\u00a0` : text;
  }

  /** Saves the settings; with `leaving`, in a way that survives the page. */
  async #save(leaving = false): Promise<void> {
    try {
      await putSettings($state.snapshot(this.settings), leaving);
      this.trouble = null;
    } catch (error) {
      this.trouble = error instanceof ApiError ? error : null;
    }
  }
}

/** The one session of this page. */
export const session = new Session();
