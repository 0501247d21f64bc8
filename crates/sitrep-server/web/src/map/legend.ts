/** What the marks mean. */

import { h, s } from '../dom.ts';
import { letter, radius } from '../types.ts';
import { name, number, t } from '../words.ts';
import { type Answer, COARSE, isCluster } from './features.ts';

const SIZES = [1, 10, 100];

function circle(r: number, attributes: Record<string, string | number>): SVGElement {
  return s('circle', { cx: r + 5, cy: r + 5, r, ...attributes });
}

function picture(r: number, ...shapes: SVGElement[]): SVGElement {
  return s('svg', { width: 2 * r + 10, height: 2 * r + 10, 'aria-hidden': 'true' }, ...shapes);
}

/** The legend of what is on the map: only what is there is explained. */
export function legend(answer: Answer): HTMLElement {
  const marks = answer.features.map((feature) => feature.properties);
  const singles = marks.filter((m) => !isCluster(m));
  const types = [...new Set(marks.map((m) => m.type ?? 'other'))].sort((a, b) => letter(a).localeCompare(letter(b)));
  const kinds = h('ul', { class: 'kinds' });
  for (const type of types) kinds.append(h('li', {}, h('span', { class: 'type', 'data-type': type }, name('type', type))));
  const sizes = h('ul', { class: 'sizes' });
  for (const killed of SIZES) {
    const r = radius(killed);
    sizes.append(h('li', {}, picture(r, circle(r, { class: 'key-size' })), number(killed)));
  }
  sizes.append(h('li', {}, t('key-size')));
  const signs = h('ul', { class: 'signs' });
  if (singles.some((m) => m.contested)) {
    signs.append(h('li', {}, picture(6, circle(6, { class: 'key-size' }), circle(9.5, { class: 'key-ring', cx: 11, cy: 11 })), t('key-contested')));
  }
  if (singles.some((m) => m.precision && COARSE.includes(m.precision))) {
    signs.append(h('li', {}, picture(7, circle(7, { class: 'key-coarse' })), t('key-coarse')));
  }
  if (marks.some(isCluster)) signs.append(h('li', {}, picture(8, circle(8, { class: 'key-cluster' })), t('key-cluster')));
  if (answer.unlocated > 0) signs.append(h('li', { class: 'unlocated' }, t('unlocated', { n: answer.unlocated })));
  return h('div', { class: 'map-legend' }, kinds, sizes, signs);
}
