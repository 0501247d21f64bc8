/** Labels that stand beside what they name, moved apart where they would cover each other. */

/** The nearest places to the wanted ones that keep a distance, within bounds; in the order of the wanted ones. */
export function apart(wanted: number[], distance: number, low: number, high: number): number[] {
  const order = wanted.map((at, i) => ({ at, i })).sort((a, b) => a.at - b.at);
  let at = low - distance;
  for (const label of order) {
    label.at = Math.max(label.at, at + distance);
    at = label.at;
  }
  at = high + distance;
  for (const label of order.reverse()) {
    label.at = Math.min(label.at, at - distance);
    at = label.at;
  }
  const places: number[] = new Array<number>(wanted.length).fill(low);
  for (const label of order) places[label.i] = label.at;
  return places;
}

/** A text cut to about so many pixels. */
export function cut(text: string, pixels: number): string {
  const letters = Math.max(4, Math.floor(pixels / 6.6));
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
}
