/**
 * Numbers and moments as they are shown: always with a unit, never more exact than measured.
 */

/** Working time as `m:ss` or `h:mm:ss`. */
export function clockTime(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000);
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}`
    : `${minutes}:${pad(seconds % 60)}`;
}

/** Working time in words, such as `12 min`. */
export function spent(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1) {
    return 'under a minute';
  }
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

/** A measured time. */
export function milliseconds(value: number): string {
  return value < 10_000 ? `${value} ms` : `${(value / 1000).toFixed(1)} s`;
}

/** Measured memory. */
export function memory(kib: number): string {
  return kib < 1024 ? `${kib} KiB` : `${(kib / 1024).toFixed(kib < 102_400 ? 1 : 0)} MiB`;
}

/** A number of things. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${value.toLocaleString('en')} ${value === 1 ? one : many}`;
}

/** A number as typed on a keyboard would be read: up to ten significant digits. */
export function number(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 10 });
}

/** A number of any size in little room: at most three digits that tell. */
export function compact(value: number): string {
  return value.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 });
}

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** A moment, in local time. */
export function moment(at: number): string {
  return MOMENT.format(at);
}
