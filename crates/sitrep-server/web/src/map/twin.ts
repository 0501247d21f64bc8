/** What is on the map, as a list: for those who cannot see or point at it. */

import { h } from '../dom.ts';
import { name, t, day } from '../words.ts';
import { type Mark, isCluster, tell, toll } from './features.ts';

/** So many are listed; more are a matter of zooming in. */
const LISTED = 60;

/** The list, the largest first. `open` is called for the one that is picked, `point` for the one that is pointed at. */
export class Twin {
  readonly element = h('details', { class: 'in-view' });
  #summary = h('summary');
  #list = h('ol');
  #open: (mark: Mark, opener: HTMLElement) => void;
  #point: (mark: Mark | null) => void;

  constructor(open: (mark: Mark, opener: HTMLElement) => void, point: (mark: Mark | null) => void) {
    this.#open = open;
    this.#point = point;
    this.element.append(this.#summary, this.#list);
  }

  /** Lists these. */
  show(marks: Mark[]): void {
    const weight = ({ properties: p }: Mark): number => (isCluster(p) ? (p.largest ?? 0) : (p.best ?? p.low ?? 0));
    const sorted = [...marks].sort((a, b) => weight(b) - weight(a));
    const all = marks.reduce((sum, m) => sum + (isCluster(m.properties) ? m.properties.count : 1), 0);
    this.#summary.textContent = t('in-view', { n: all });
    const items = sorted.slice(0, LISTED).map((mark) => this.#item(mark));
    const more = sorted.length - items.length;
    if (more > 0) items.push(h('li', { class: 'muted' }, t('in-view-more', { n: more })));
    this.#list.replaceChildren(...items);
  }

  #item(mark: Mark): HTMLLIElement {
    const p = mark.properties;
    const button = isCluster(p)
      ? h('button', { type: 'button' }, tell(p))
      : h('button', { type: 'button', 'data-id': p.id },
          h('span', { class: 'type', 'data-type': p.type ?? 'other' }, name('type', p.type ?? 'other')),
          h('bdi', {}, p.place ?? ''),
          p.date ? h('span', { class: 'muted' }, day(p.date)) : null,
          h('span', {}, toll(p)),
          p.contested ? h('span', { class: 'contested' }, t('contested')) : null);
    button.addEventListener('click', () => this.#open(mark, button));
    button.addEventListener('focus', () => this.#point(mark));
    button.addEventListener('blur', () => this.#point(null));
    button.addEventListener('mouseenter', () => this.#point(mark));
    button.addEventListener('mouseleave', () => this.#point(null));
    return h('li', {}, button);
  }
}
