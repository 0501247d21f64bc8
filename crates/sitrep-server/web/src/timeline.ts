/** Incidents over time as a histogram, on which days are chosen with the mouse, by touch or with the keyboard. */

import { axisBottom, axisLeft } from 'd3-axis';
import { brushX, type BrushSelection } from 'd3-brush';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { pointer, select } from 'd3-selection';
import { max } from 'd3-array';
import { Asker } from './ask.ts';
import { h, redrawn, s, settled } from './dom.ts';
import { question } from './view.ts';
import { day, isoDay, language, number, parseDay, t } from './words.ts';

interface Bucket {
  from: string;
  to: string;
  incidents: number;
  contested: number;
  killed_best_max: number | null;
}

interface Answer {
  unit: 'day' | 'week' | 'month' | 'year';
  buckets: Bucket[];
  undated: number;
  total: number;
}

const DAY = 86_400_000;
const HEIGHT = 136;
const MARGIN = { top: 6, right: 12, bottom: 22, left: 34 };

type Range = { from: string | null; to: string | null };

/** The histogram in its section. `choose` is told which days a reader picked. */
export class Timeline {
  #section: HTMLElement;
  #canvas: HTMLElement;
  #state: HTMLElement;
  #text = h('p');
  #clear = h('button', { type: 'button', class: 'quiet' }, t('all-dates'));
  #asker = new Asker();
  #answer: Answer | null = null;
  #range: Range = { from: null, to: null };
  #choose: (range: Range) => void;
  #rested = settled(200, () => this.#choose(this.#range));

  constructor(section: HTMLElement, choose: (range: Range) => void) {
    this.#section = section;
    this.#choose = choose;
    const canvas = section.querySelector<HTMLElement>('.canvas') ?? h('div', { class: 'canvas' });
    if (!canvas.isConnected) section.prepend(canvas);
    this.#canvas = canvas;
    this.#state = h('div', { class: 'state' }, this.#text, this.#clear);
    canvas.after(this.#state);
    this.#clear.hidden = true;
    this.#clear.addEventListener('click', () => choose({ from: null, to: null }));
    redrawn(canvas, () => this.#draw());
  }

  /** Asks for a view's histogram: of all days, with the chosen ones marked. */
  async show(values: URLSearchParams): Promise<void> {
    this.#range = { from: values.get('from'), to: values.get('to') };
    const path = this.#section.dataset['timeline'] ?? '/api/v1/timeline';
    const answer = await this.#asker.json<Answer>(question(path, values, { whole: '1' }));
    if (!answer) return;
    this.#answer = answer;
    this.#draw();
  }

  /** Marks the time in which an incident was, null for none. */
  mark(date: string | null): void {
    for (const bar of this.#canvas.querySelectorAll<SVGElement>('.pointed')) bar.classList.remove('pointed');
    if (!date || !this.#answer) return;
    const at = this.#answer.buckets.findIndex((b) => b.from <= date && date <= b.to);
    this.#canvas.querySelector(`[data-at="${at}"]`)?.classList.add('pointed');
  }

  #draw(): void {
    const answer = this.#answer;
    if (!answer) return;
    const buckets = answer.buckets;
    const width = this.#canvas.clientWidth;
    if (buckets.length === 0 || width < 50) {
      this.#canvas.replaceChildren();
      this.#say();
      return;
    }
    const moments = buckets.map((b) => ({
      ...b,
      start: parseDay(b.from)!.getTime(),
      end: parseDay(b.to)!.getTime() + DAY,
    }));
    const first = moments[0]!.start;
    const last = moments.at(-1)!.end;
    const x = scaleUtc([first, last], [MARGIN.left, width - MARGIN.right]);
    const most = max(buckets, (b) => b.incidents) ?? 0;
    const y = scaleLinear([0, Math.max(1, most)], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(4);

    const svg = s('svg', { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, 'aria-hidden': 'true' });
    svg.append(
      s('defs', {}, s('pattern', { id: 'hatch', width: 4, height: 4, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
        s('rect', { width: 4, height: 4, class: 'hatch-paper' }), s('line', { x1: 0, y1: 0, x2: 0, y2: 4, class: 'hatch-line' }))),
    );
    const counts = y.ticks(3).filter(Number.isInteger);
    select(svg).append('g').attr('class', 'axis grid').attr('transform', `translate(${MARGIN.left},0)`)
      .call(axisLeft(y).tickValues(counts).tickSize(-(width - MARGIN.left - MARGIN.right)).tickFormat((n) => number(+n)));
    const bars = s('g');
    svg.append(bars);
    for (const [at, b] of moments.entries()) {
      const left = x(b.start);
      const wide = Math.max(1, x(b.end) - left - (x(b.end) - left > 4 ? 1 : 0));
      const outside = this.#outside(b) ? ' outside' : '';
      const bar = s('rect', { class: `bar${outside}`, 'data-at': at, x: left, width: wide, y: y(b.incidents), height: y(0) - y(b.incidents) });
      bar.append(s('title', {}, this.#tell(b)));
      bars.append(bar);
      if (b.contested > 0) {
        bars.append(s('rect', { class: `bar disputed${outside}`, x: left, width: wide, y: y(b.contested), height: y(0) - y(b.contested) }));
      }
    }
    const ticks = Math.max(2, Math.floor(width / 90));
    select(svg).append('g').attr('class', 'axis').attr('transform', `translate(0,${HEIGHT - MARGIN.bottom})`)
      .call(axisBottom(x).tickValues(wholeDays(x.ticks(ticks))).tickSizeOuter(0).tickFormat(dayFormat(first, last)));

    const snap = (selection: [number, number]): Range => {
      const edges = moments.flatMap((b) => [b.start, b.end]);
      const nearest = (pixels: number): number => {
        const wanted = x.invert(pixels).getTime();
        return edges.reduce((a, b) => (Math.abs(b - wanted) < Math.abs(a - wanted) ? b : a));
      };
      const start = nearest(selection[0]);
      let end = nearest(selection[1]);
      if (end <= start) end = moments.find((b) => b.end > start)?.end ?? start + DAY;
      return { from: isoDay(new Date(start)), to: isoDay(new Date(end - DAY)) };
    };
    const brush = brushX<unknown>()
      .extent([[MARGIN.left, MARGIN.top], [width - MARGIN.right, HEIGHT - MARGIN.bottom]])
      .on('end', (event: { sourceEvent: Event | null; selection: BrushSelection | null }) => {
        if (!event.sourceEvent) return;
        if (event.selection) return this.#choose(snap(event.selection as [number, number]));
        // a click without a drag takes the one bar under it
        const [at] = pointer(event.sourceEvent, svg);
        const bucket = moments.find((b) => x(b.start) <= at && at < x(b.end));
        this.#choose(bucket ? { from: bucket.from, to: bucket.to } : { from: null, to: null });
      });
    const layer = select(svg).append('g').attr('class', 'brush');
    layer.call(brush);
    const from = Math.max(first, this.#range.from ? (parseDay(this.#range.from)?.getTime() ?? first) : first);
    const to = Math.min(last, this.#range.to ? (parseDay(this.#range.to)?.getTime() ?? last) + DAY : last);
    const chosen = this.#range.from !== null || this.#range.to !== null;
    if (chosen && to > from) layer.call(brush.move, [x(from), x(to)]);

    const handles = h('div', { class: 'handles' });
    const edges = { from, to };
    for (const side of ['from', 'to'] as const) handles.append(this.#handle(side, edges, moments, x));
    const focused = this.#canvas.querySelector<HTMLElement>('[role=slider]:focus')?.dataset['side'];
    this.#canvas.replaceChildren(svg, handles);
    if (focused) this.#canvas.querySelector<HTMLElement>(`[data-side="${focused}"]`)?.focus();
    this.#say();
  }

  /** One end of the chosen days, moved bar by bar with the arrow keys. */
  #handle(
    side: 'from' | 'to',
    edges: { from: number; to: number },
    moments: { start: number; end: number }[],
    x: (at: number) => number,
  ): HTMLElement {
    const stops = side === 'from' ? moments.map((b) => b.start) : moments.map((b) => b.end);
    const nearest = (at: number): number =>
      stops.reduce((best, stop, i) => (Math.abs(stop - at) < Math.abs(stops[best]! - at) ? i : best), 0);
    const at = nearest(edges[side]);
    const shown = (moment: number): string => isoDay(new Date(side === 'to' ? moment - DAY : moment));
    const handle = h('button', {
      type: 'button',
      role: 'slider',
      'data-side': side,
      'aria-label': t(side === 'from' ? 'timeline-from-handle' : 'timeline-to-handle'),
      'aria-valuemin': 0,
      'aria-valuemax': stops.length - 1,
      'aria-valuenow': at,
      'aria-valuetext': day(shown(edges[side])),
    });
    handle.style.left = `${x(edges[side])}px`;
    handle.addEventListener('keydown', (event) => {
      const page = Math.max(1, Math.round(stops.length / 10));
      const step: Record<string, number> = {
        ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -page, PageUp: page, Home: -stops.length, End: stops.length,
      };
      const by = step[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const next = stops[Math.min(stops.length - 1, Math.max(0, at + by))]!;
      const moved = { ...edges, [side]: next };
      if (moved.to <= moved.from) return;
      const all = moved.from <= moments[0]!.start && moved.to >= moments.at(-1)!.end;
      const open = (end: 'from' | 'to', value: string): string | null => (all ? null : (this.#range[end] ?? value));
      const from = side === 'from' ? (all ? null : shown(next)) : open('from', isoDay(new Date(moved.from)));
      const to = side === 'to' ? (all ? null : shown(next)) : open('to', isoDay(new Date(moved.to - DAY)));
      // keys may come faster than answers: the handle moves at once, the view follows when they rest
      this.#range = { from, to };
      this.#draw();
      this.#rested();
    });
    return handle;
  }

  #outside(b: Bucket): boolean {
    return (this.#range.from !== null && b.to < this.#range.from) || (this.#range.to !== null && b.from > this.#range.to);
  }

  #tell(b: Bucket): string {
    const values = { from: day(b.from), to: day(b.to), n: b.incidents, contested: b.contested };
    return b.killed_best_max === null || b.killed_best_max === undefined
      ? t('bucket-none', values)
      : t('bucket', { ...values, killed: b.killed_best_max });
  }

  #say(): void {
    const { from, to } = this.#range;
    const chosen = from !== null || to !== null;
    this.#clear.hidden = !chosen;
    const parts: string[] = [];
    if (chosen) parts.push(`${t('timeline-brush')}: ${from ? day(from) : '…'} – ${to ? day(to) : '…'}`);
    if (this.#answer && this.#answer.undated > 0) parts.push(t('undated', { n: this.#answer.undated }));
    this.#text.textContent = parts.join(' · ');
  }
}

/** Days, months or years, as the span asks for. */
export function dayFormat(first: number, last: number): (at: Date | { valueOf(): number }) => string {
  const span = (last - first) / DAY;
  const options: Intl.DateTimeFormatOptions =
    span > 365 * 6 ? { year: 'numeric' } : span > 150 ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' };
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  return (at) => format.format(at.valueOf());
}

/** Those that are the beginning of a day: a short span would be given hours, which nobody reports. */
export function wholeDays(ticks: Date[]): Date[] {
  return ticks.filter((at) => at.getTime() % DAY === 0);
}
