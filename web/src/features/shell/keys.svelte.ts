/**
 * Keyboard shortcuts: pages register theirs, the shell runs them and lists them on the `?` sheet.
 */

/** A shortcut, or, without `run`, a line of the sheet about keys that something else handles. */
export type Shortcut = {
  /** As shown, such as `Ctrl+Enter` or `g t`; several ways are parted by ` or `. */
  keys: string;
  text: string;
  run?: () => void;
};

/** The shortcuts of one part of the product. */
export type ShortcutGroup = { title: string; shortcuts: Shortcut[] };

/** Longest pause inside a sequence such as `g t`. */
const SEQUENCE_MS = 1_200;

function pressed(event: KeyboardEvent): string {
  const ctrl = event.ctrlKey || event.metaKey;
  const shift = event.shiftKey && (event.key.length > 1 || ctrl);
  return `${ctrl ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${event.key}`;
}

function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

class Keys {
  groups = $state.raw<ShortcutGroup[]>([]);
  #before = '';
  #beforeAt = 0;

  /** Adds a group until the returned function is called. */
  register(group: ShortcutGroup): () => void {
    this.groups = [...this.groups, group];
    return () => (this.groups = this.groups.filter((other) => other !== group));
  }

  /** Runs what a key stands for; keys without Ctrl never while text is being typed. */
  handle(event: KeyboardEvent): void {
    const key = pressed(event);
    const typing = takesText(event.target) && !key.startsWith('Ctrl+');
    if (event.isComposing || typing || document.querySelector('dialog[open]') !== null) {
      return;
    }
    const within = event.timeStamp - this.#beforeAt < SEQUENCE_MS;
    const sequence = within && this.#before !== '' ? `${this.#before} ${key}` : key;
    const found = this.#find(sequence) ?? this.#find(key);
    this.#before = found === undefined ? key : '';
    this.#beforeAt = event.timeStamp;
    if (found !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      found();
    }
  }

  #find(keys: string): (() => void) | undefined {
    const all = this.groups.flatMap((group) => group.shortcuts);
    return all.findLast((shortcut) => shortcut.keys.split(' or ').includes(keys))?.run;
  }
}

/** The shortcuts in force. */
export const keys = new Keys();
