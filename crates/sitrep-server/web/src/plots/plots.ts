/** Draws the plots of a page from the data beside them; their table twins stay. */

import { data, h, redrawn } from '../dom.ts';
import { t } from '../words.ts';
import { type Accord, accord } from './accord.ts';
import { type Growth, growth } from './growth.ts';
import { type Sources, sources } from './sources.ts';

const KINDS: Record<string, (plot: never, width: number) => SVGSVGElement | null> = {
  growth: growth as (plot: never, width: number) => SVGSVGElement | null,
  sources: sources as (plot: never, width: number) => SVGSVGElement | null,
  accord: accord as (plot: never, width: number) => SVGSVGElement | null,
};

/** All of the page. */
export function draw(): void {
  for (const figure of document.querySelectorAll<HTMLElement>('figure.plot[data-plot]')) {
    const kind = KINDS[figure.dataset['plot'] ?? ''];
    const plot = data<Growth | Sources | Accord>(figure);
    const canvas = figure.querySelector<HTMLElement>('.canvas');
    if (!kind || !plot || !canvas) continue;
    redrawn(canvas, () => {
      const svg = kind(plot as never, canvas.clientWidth);
      canvas.replaceChildren(svg ?? h('p', { class: 'muted' }, t('growth-none')));
    });
  }
}
