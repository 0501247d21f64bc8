/** How each source's figure of one effect moved: a step for each figure, a band where it is an interval, the best figure dashed. */

import { axisBottom, axisLeft } from 'd3-axis';
import { max, min } from 'd3-array';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { select } from 'd3-selection';
import { area, curveStepAfter, line } from 'd3-shape';
import { s } from '../dom.ts';
import { dayFormat, wholeDays } from '../timeline.ts';
import { day, interval, number, parseDay, t } from '../words.ts';
import { apart, cut } from './labels.ts';

interface Point {
  date: string | null;
  low: number | null;
  high: number | null;
  best: number | null;
  article: string | null;
}

export interface Growth {
  effect: string;
  series: { source: string; points: Point[] }[];
  best: number | null;
}

const DAY = 86_400_000;
const COLOURS = 8;
/** As `plots.css` reserves; more only for more labels than fit. */
const HEIGHT = 260;

/** One figure, as it is drawn. */
interface Drawn extends Point {
  at: number;
  value: number;
}

/** Draws it so many pixels wide; null if no figure has a day and a number. */
export function growth(plot: Growth, width: number): SVGSVGElement | null {
  const series = plot.series
    .map(({ source, points }) => ({
      source,
      points: points
        .map((p) => ({ ...p, at: p.date ? (parseDay(p.date)?.getTime() ?? NaN) : NaN, value: p.best ?? p.low ?? p.high ?? NaN }))
        .filter((p): p is Drawn => Number.isFinite(p.at) && Number.isFinite(p.value))
        .sort((a, b) => a.at - b.at),
    }))
    .filter(({ points }) => points.length > 0);
  const all = series.flatMap(({ points }) => points);
  if (all.length === 0) return null;

  const narrow = width < 520;
  const margin = { top: 16, right: narrow ? 104 : 190, bottom: 26, left: 40 };
  const height = Math.max(HEIGHT, 60 + 15 * series.length);
  const first = min(all, (p) => p.at)!;
  const latest = max(all, (p) => p.at)!;
  const pad = Math.max(DAY, (latest - first) * 0.04);
  const x = scaleUtc([first - pad / 2, latest + pad], [margin.left, width - margin.right]);
  const top = max(all, (p) => Math.max(p.high ?? 0, p.value, p.low ?? 0))!;
  const y = scaleLinear([0, Math.max(1, top, plot.best ?? 0) * 1.06], [height - margin.bottom, margin.top]);
  const right = width - margin.right;

  const svg = s('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' });
  select(svg).append('g').attr('class', 'axis grid').attr('transform', `translate(${margin.left},0)`)
    .call(axisLeft(y).ticks(5).tickSize(-(right - margin.left)).tickFormat((n) => (Number.isInteger(+n) ? number(+n) : '')));
  select(svg).append('g').attr('class', 'axis').attr('transform', `translate(0,${height - margin.bottom})`)
    .call(axisBottom(x).tickValues(wholeDays(x.ticks(Math.max(2, Math.floor((right - margin.left) / 80))))).tickSizeOuter(0)
      .tickFormat(dayFormat(first, latest + 2 * DAY)));

  const wanted = series.map(({ points }) => y(points.at(-1)!.value));
  if (plot.best !== null && plot.best !== undefined) {
    const at = y(plot.best);
    svg.append(s('line', { class: 'best', x1: margin.left, x2: right, y1: at, y2: at }));
    svg.append(s('text', { class: 'strong', x: margin.left + 4, y: at - 4 }, `${t('figure-best')} ${number(plot.best)}`));
  }
  const places = apart(wanted, 15, margin.top, height - margin.bottom);
  for (const [i, { source, points }] of series.entries()) {
    const group = s('g', { class: `series s${i % COLOURS}` });
    const last = points.at(-1)!;
    const until = [...points, { ...last, at: x.invert(right).getTime() }];
    // an interval is a band; an open end has no width to show and gets an arrow instead
    if (points.some((p) => p.low !== null && p.high !== null && p.low < p.high)) {
      const band = area<Drawn>((p) => x(p.at), (p) => y(p.low ?? p.value), (p) => y(p.high ?? p.value)).curve(curveStepAfter);
      group.append(s('path', { class: 'band', d: band(until) }));
    }
    group.append(s('path', { class: 'line', d: line<Drawn>((p) => x(p.at), (p) => y(p.value)).curve(curveStepAfter)(until) }));
    for (const p of points) {
      const dot = s('circle', { class: 'dot', cx: x(p.at), cy: y(p.value), r: 4 });
      dot.append(s('title', {}, `${source}, ${day(p.date!)}: ${interval(p.low, p.high)}`));
      if (p.low !== null && p.high === null) {
        const [cx, cy] = [x(p.at), y(p.value)];
        group.append(s('path', { class: 'whisker', fill: 'none', d: `M${cx},${cy}V${cy - 14}m-3.5,4l3.5,-4l3.5,4` }));
      }
      group.append(p.article ? s('a', { href: `/articles/${encodeURIComponent(p.article)}`, tabindex: -1 }, dot) : dot);
    }
    const at = places[i]!;
    const lastAt = y(last.value);
    if (Math.abs(at - lastAt) > 2) group.append(s('line', { class: 'leader', x1: right + 1, x2: right + 8, y1: lastAt, y2: at }));
    group.append(s('text', { x: right + 10, y: at, dy: '0.35em' }, `${interval(last.low, last.high)} ${cut(source, margin.right - 52)}`, s('title', {}, source)));
    svg.append(group);
  }
  return svg;
}
