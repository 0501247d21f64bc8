/** The types of incident: a letter and a colour each, so that neither has to be told apart alone. The colours stand in `css/tokens.css`. */

const LETTERS: Record<string, string> = {
  airstrike: 'A',
  shelling: 'S',
  explosion: 'E',
  chemical: 'G',
  clash: 'C',
  attack: 'T',
  execution: 'X',
  abduction: 'B',
  arrest: 'R',
  displacement: 'D',
  capture: 'P',
  ceasefire_violation: 'V',
  other: 'O',
};

/** All types, in the order of legends. */
export const TYPES = Object.keys(LETTERS);

/** The letter of a type. */
export function letter(type: string | null): string {
  return LETTERS[type ?? 'other'] ?? 'O';
}

/** The value of a colour of the present scheme, such as `--ink`, as the browser resolves it. */
export function colour(property: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(${property})`;
  // the map is a picture: it keeps its colours where the system forces its own
  probe.style.setProperty('forced-color-adjust', 'none');
  probe.hidden = true;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** The colours of a type: of its mark, and of the letter on it. */
export function colours(type: string): { fill: string; on: string } {
  const known = type in LETTERS ? type : 'other';
  return { fill: colour(`--type-${known}`), on: colour(`--on-${known}`) };
}

/** The radius in pixels of a mark for so many killed: by the logarithm, so that 1,000 still fits on a map with 1. */
export function radius(killed: number | null | undefined): number {
  return 6 + 4.5 * Math.log10(1 + Math.max(0, killed ?? 0));
}
