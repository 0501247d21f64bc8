/** The texts of the interface, which the server puts into every page (`js-*` of its locales), and numbers and days in its language. */

/** English, for a page that lacks a text: the same keys as in `locales/*.ftl`, without `js-`. */
const FALLBACK = {
  'all-dates': 'All dates',
  'bucket': '{from} to {to}: {n} incidents, {contested} contested, at most {killed} killed in one',
  'bucket-none': '{from} to {to}: {n} incidents, {contested} contested',
  'cluster': '{n} incidents close together, the largest with {largest} killed: zoom in',
  'cluster-none': '{n} incidents close together: zoom in',
  'contested': 'contested',
  'failed': 'The board could not be reached. Is it still running?',
  'figure-best': 'best',
  'figure-none': 'no figure',
  'growth-none': 'No source gives a dated figure.',
  'in-view': 'On the map: {n}',
  'in-view-more': '{n} more: zoom in to list them',
  'key-cluster': 'several incidents close together, with their number',
  'key-coarse': 'dashed: only the region or country is known',
  'key-contested': 'ring: contested',
  'key-size': 'killed, best figure',
  'keys': 'Keys',
  'keys-off': 'Turn one-letter keys off',
  'keys-on': 'Turn one-letter keys on',
  'key-c': 'confirm',
  'key-e': 'correct',
  'key-help': 'show or hide this help',
  'key-j': 'next incident',
  'key-k': 'previous incident',
  'key-m': 'merge',
  'key-n': 'note',
  'key-s': 'split',
  'key-u': 'undo the latest decision',
  'key-x': 'reject',
  'killed': 'killed',
  'live': '{n} new or changed: show',
  'map-error': 'The map cannot be drawn here (this browser gives it no WebGL). The list below holds the same incidents.',
  'map-here': 'Only this area',
  'map-home': 'All incidents',
  'map-zoom-in': 'Zoom in',
  'map-zoom-out': 'Zoom out',
  'map-label': 'Map of incidents. Arrow keys move it, plus and minus zoom; the list of incidents on the map follows it.',
  'precision-admin1': 'only the province is known',
  'precision-admin2': 'only the district is known',
  'precision-city': 'the town',
  'precision-country': 'only the country is known',
  'precision-district': 'the quarter',
  'precision-exact': 'the spot',
  'spot': '{n} incidents at one place',
  'show-incident': 'Open the incident',
  'source-above': 'above the best figure',
  'source-below': 'below the best figure',
  'timeline-brush': 'Chosen dates',
  'timeline-from-handle': 'First day',
  'timeline-to-handle': 'Last day',
  'undated': '{n} without a date are not shown here',
  'unlocated': '{n} without a known place are not on the map',
} as const;

export type Key = keyof typeof FALLBACK;

function read(): Record<string, string> {
  const text = document.getElementById('words')?.textContent;
  if (!text) return {};
  try {
    return JSON.parse(text) as Record<string, string>;
  } catch {
    return {};
  }
}

const given = read();

/** The language of the page. */
export const language = document.documentElement.lang || 'en';

/** Whether the page is read from right to left. */
export const rightToLeft = document.documentElement.dir === 'rtl';

/** A text with values in it. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const pattern = given[key] ?? FALLBACK[key];
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? number(value) : value;
  });
}

/** The name of a type, effect or the like, if the page holds it (`type-airstrike`). */
export function name(group: string, value: string): string {
  return given[`${group}-${value}`] ?? value.replaceAll('_', ' ');
}

const numbers = new Intl.NumberFormat(language);

/** A number as the language writes it. */
export function number(value: number): string {
  return numbers.format(value);
}

const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });

/** A day such as `2024-05-31` as the language writes it. */
export function day(iso: string): string {
  const date = parseDay(iso);
  return date ? days.format(date) : iso;
}

/** A day as a moment: its midnight in UTC. */
export function parseDay(iso: string): Date | null {
  const [, year, month, date] = /^(-?\d{4,})-(\d\d)-(\d\d)/.exec(iso) ?? [];
  return year ? new Date(Date.UTC(+year, +month! - 1, +date!)) : null;
}

/** A moment as a day such as `2024-05-31`. */
export function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** A count as its words mean it: `47`, `59+`, `≤ 30`, `20–30`. */
export function interval(low: number | null | undefined, high: number | null | undefined): string {
  if (low == null && high == null) return '?';
  if (low == null) return `≤ ${number(high!)}`;
  if (high == null) return `${number(low)}+`;
  return low === high ? number(low) : `${number(low)}–${number(high)}`;
}
