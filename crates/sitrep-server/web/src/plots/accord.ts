/** An accord on a line: its stages above, the incidents told of since it took effect below. */

import { axisBottom } from 'd3-axis';
import { max, min } from 'd3-array';
import { scaleUtc } from 'd3-scale';
import { select } from 'd3-selection';
import { h, s } from '../dom.ts';
import { dayFormat, wholeDays } from '../timeline.ts';
import { colours, letter, radius } from '../types.ts';
import { day, name, number, parseDay, t } from '../words.ts';
import { cut } from './labels.ts';

export interface Accord {
  from: string | null;
  to: string | null;
  stages: { date: string | null; stage: string; party: string | null }[];
  incidents: { id: string; date: string | null; type: string; best: number | null; relation: string }[];
}

const DAY = 86_400_000;
const LEVEL = 17;
/** What is told of the accord's own parties comes first. */
const ORDER = ['violation', 'excluded', 'area'];

/** Draws it so many pixels wide; null if nothing in it has a day. */
export function accord(plot: Accord, width: number): SVGSVGElement | null {
  const at = (date: string | null): number => (date ? (parseDay(date)?.getTime() ?? NaN) : NaN);
  const stages = plot.stages.map((x) => ({ ...x, at: at(x.date) })).filter((x) => Number.isFinite(x.at)).sort((a, b) => a.at - b.at);
  const incidents = plot.incidents.map((x) => ({ ...x, at: at(x.date) })).filter((x) => Number.isFinite(x.at));
  const moments = [...stages, ...incidents].map((x) => x.at).concat([at(plot.from), at(plot.to)].filter(Number.isFinite));
  if (moments.length === 0) return null;
  const margin = { left: 12, right: 12 };
  const first = min(moments)!;
  const latest = max(moments)!;
  const pad = Math.max(DAY, (latest - first) * 0.05);
  const x = scaleUtc([first - pad, latest + pad], [margin.left, width - margin.right]);

  // each label on the lowest level on which nothing stands in its way
  const ends: number[] = [];
  const labels = stages.map((stage) => {
    const text = `${name('stage', stage.stage)}${stage.party ? ` · ${stage.party}` : ''}`;
    const room = { right: width - x(stage.at) - 8, left: x(stage.at) - 8 };
    const toLeft = text.length * 7.4 > room.right && room.left > room.right;
    const short = cut(text, (toLeft ? room.left : room.right) / 1.12);
    const wide = short.length * 7.4 + 16;
    const start = toLeft ? x(stage.at) - wide : x(stage.at);
    let level = ends.findIndex((end) => end < start);
    if (level < 0) level = ends.length;
    ends[level] = start + wide;
    return { ...stage, short, text, toLeft, level };
  });
  const line = 12 + Math.max(1, ends.length) * LEVEL + 6;
  const relations = [...new Set(incidents.map((i) => i.relation))].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  const rowHeight = 46;
  const height = line + 14 + relations.length * rowHeight + 26;
  const svg = s('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' });

  const from = at(plot.from);
  const to = at(plot.to);
  if (Number.isFinite(from)) {
    const end = Number.isFinite(to) ? x(to) : width - margin.right;
    svg.append(s('rect', { class: 'effect', x: x(from), y: line - 5, width: Math.max(2, end - x(from)), height: height - 26 - line + 5 }));
  }
  svg.append(s('line', { class: 'course', x1: margin.left, x2: width - margin.right, y1: line, y2: line }));
  for (const stage of labels) {
    const px = x(stage.at);
    const y = line - 12 - stage.level * LEVEL;
    svg.append(
      s('line', { class: 'leader', x1: px, x2: px, y1: line, y2: y - 4 }),
      s('rect', { class: 'stage', x: px - 5, y: line - 5, width: 10, height: 10, transform: `rotate(45 ${px} ${line})` }, s('title', {}, `${day(stage.date!)}: ${stage.text}`)),
      s('text', { class: 'strong', x: px + (stage.toLeft ? -5 : 5), y, 'text-anchor': stage.toLeft ? 'end' : 'start' }, stage.short),
    );
  }
  for (const [row, relation] of relations.entries()) {
    const y = line + 22 + row * rowHeight;
    svg.append(s('text', { x: margin.left, y }, name('relation', relation)));
    for (const one of incidents.filter((i) => i.relation === relation)) {
      const r = radius(one.best);
      const { fill, on } = colours(one.type);
      const [px, py] = [x(one.at), y + 18];
      const label = `${day(one.date!)}, ${name('type', one.type)}${one.best === null ? '' : `, ${number(one.best)} ${t('killed')}`}`;
      svg.append(
        s('a', { href: `/incidents/${encodeURIComponent(one.id)}`, tabindex: -1 },
          s('circle', { class: 'dot', cx: px, cy: py, r, fill }, s('title', {}, label)),
          s('text', { class: 'letter', x: px, y: py, dy: '0.35em', 'text-anchor': 'middle', fill: on }, letter(one.type))),
      );
    }
  }
  select(svg).append('g').attr('class', 'axis').attr('transform', `translate(0,${height - 26})`)
    .call(axisBottom(x).tickValues(wholeDays(x.ticks(Math.max(2, Math.floor(width / 100))))).tickSizeOuter(0).tickFormat(dayFormat(first, latest + DAY)));
  return svg;
}

/** The types that stand on the line, with their letters. */
export function accordKey(plot: Accord): HTMLElement {
  const types = [...new Set(plot.incidents.map((i) => i.type))];
  return h('ul', { class: 'kinds' }, ...types.map((type) => h('li', {}, h('span', { class: 'type', 'data-type': type }, name('type', type)))));
}
