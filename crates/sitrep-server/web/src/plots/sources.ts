/** How often each source's figure stood below and above the best one: a dot each, around a line in the middle. */

import { axisTop } from 'd3-axis';
import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { select } from 'd3-selection';
import { s } from '../dom.ts';
import { number, t } from '../words.ts';
import { cut } from './labels.ts';

export interface Sources {
  rows: { name: string; incidents: number; figures: number; first: number; contested: number; below: number; above: number }[];
}

/** So many sources are drawn: the table holds all. */
const DRAWN = 25;
/** As `plots.css` reserves. */
const HEIGHT = 430;

/** Draws it so many pixels wide; null if there is nothing to draw. */
export function sources(plot: Sources, width: number): SVGSVGElement | null {
  const rows = [...plot.rows].sort((a, b) => b.incidents - a.incidents || b.figures - a.figures).slice(0, DRAWN);
  if (rows.length === 0) return null;
  const left = Math.min(260, width * 0.4);
  const margin = { top: 44, right: 28 };
  const step = Math.min(24, (HEIGHT - margin.top - 8) / rows.length);
  const height = margin.top + rows.length * step + 8;
  const most = Math.max(1, max(rows, (r) => Math.max(r.below, r.above)) ?? 1);
  const x = scaleLinear([-most, most], [left + 20, width - margin.right]).nice();
  const svg = s('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' });
  select(svg).append('g').attr('class', 'axis grid').attr('transform', `translate(0,${margin.top})`)
    .call(axisTop(x).tickValues(x.ticks(width < 520 ? 3 : 6).filter(Number.isInteger)).tickSize(-rows.length * step).tickFormat((n) => number(Math.abs(+n))));
  svg.append(
    s('text', { x: x(0) - 10, y: 12, 'text-anchor': 'end' }, `← ${t('source-below')}`),
    s('text', { x: x(0) + 10, y: 12 }, `${t('source-above')} →`),
    s('line', { class: 'zero', x1: x(0), x2: x(0), y1: margin.top, y2: height - 8 }),
  );
  for (const [i, row] of rows.entries()) {
    const y = margin.top + i * step + step / 2;
    const group = s('g', {});
    group.append(
      s('text', { x: left, y, dy: '0.35em', 'text-anchor': 'end', class: 'strong' }, cut(row.name, left - 8), s('title', {}, row.name)),
      s('line', { class: 'leader', x1: x(-row.below), x2: x(row.above), y1: y, y2: y }),
    );
    // shapes besides colours: a hollow dot below, a full one above
    if (row.below > 0) group.append(s('circle', { class: 'below', cx: x(-row.below), cy: y, r: 4.5 }));
    if (row.above > 0) group.append(s('circle', { class: 'above', cx: x(row.above), cy: y, r: 4.5 }));
    if (row.below === 0 && row.above === 0) group.append(s('circle', { class: 'at', cx: x(0), cy: y, r: 3 }));
    svg.append(group);
  }
  return svg;
}
