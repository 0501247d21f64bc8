/** Making elements: text is only ever set as text. */

type Attributes = Record<string, string | number | boolean | null | undefined>;
type Child = Node | string | null | undefined;

function fill(element: Element, attributes: Attributes, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== null && child !== undefined) element.append(child);
}

/** An HTML element with attributes and what it holds. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/** An SVG element with attributes and what it holds. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  fill(element, attributes, children);
  return element;
}

/** The JSON that the page holds for a plot. */
export function data<T>(within: Element): T | null {
  const text = within.querySelector('script[type="application/json"]')?.textContent;
  if (!text) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

/** Calls `then` once nothing has called for it for a while. */
export function settled(milliseconds: number, then: () => void): () => void {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(then, milliseconds);
  };
}

/** Whether motion should be kept small. */
export function still(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Calls `then` whenever an element gets another width, and when the scheme of colours changes. */
export function redrawn(element: Element, then: () => void): void {
  let width = 0;
  new ResizeObserver(() => {
    const now = Math.round(element.getBoundingClientRect().width);
    if (now !== width && now > 0) {
      width = now;
      then();
    }
  }).observe(element);
  addEventListener('sitrep:theme', then);
}
