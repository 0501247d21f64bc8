/** The board: filters, list, map and timeline show one view, which is the address. */

import { Asker } from './ask.ts';
import { h, settled } from './dom.ts';
import { Facets } from './facets.ts';
import { listen } from './live.ts';
import type { IncidentMap } from './map/map.ts';
import { mapWithin } from './map/load.ts';
import { Timeline } from './timeline.ts';
import { address, fromForm, intoForm, present, same } from './view.ts';
import { t } from './words.ts';

const form = document.querySelector<HTMLFormElement>('form#filters');
const list = document.getElementById('list');
const mapSection = document.getElementById('map');
const timelineSection = document.getElementById('timeline');
const live = document.getElementById('live');

const lists = new Asker();
let map: IncidentMap | null = null;
let timeline: Timeline | null = null;
const facets = form ? new Facets(form) : null;
let shown = present();

/** Shows another view, and keeps it in the history. */
function go(values: URLSearchParams, replace = false): void {
  if (same(values, shown) && !replace) return;
  const target = address('/', values) + location.hash;
  history[replace ? 'replaceState' : 'pushState'](null, '', target);
  void refresh();
}

/** Makes everything follow the address. */
async function refresh(everything = false): Promise<void> {
  const before = shown;
  shown = present();
  const values = new URLSearchParams(shown);
  for (const apart of ['lang', 'theme', 'part']) values.delete(apart);
  if (form && !form.contains(document.activeElement)) intoForm(form, values);
  else if (form) followForm(form, values);
  const filters = (of: URLSearchParams): URLSearchParams => {
    const only = new URLSearchParams(of);
    for (const name of ['page', 'sort']) only.delete(name);
    return only;
  };
  const tasks: (Promise<unknown> | undefined)[] = [showList(values)];
  if (everything || !same(filters(before), filters(shown))) {
    tasks.push(timeline?.show(values), map?.show(values), facets?.show(values));
    links(values);
  }
  await Promise.allSettled(tasks);
}

/** Sets what the reader is not typing in just now. */
function followForm(of: HTMLFormElement, values: URLSearchParams): void {
  const active = document.activeElement as HTMLInputElement | null;
  const typed = active?.value;
  intoForm(of, values);
  if (active && 'value' in active && active.type !== 'checkbox' && active.tagName !== 'SELECT' && typed !== undefined) active.value = typed;
}

async function showList(values: URLSearchParams): Promise<void> {
  if (!list) return;
  list.classList.add('working');
  try {
    const html = await lists.text(address('/', values, { part: 'list' }));
    if (html === null) return;
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    const part = parsed.getElementById('list') ?? parsed.body;
    const title = list.querySelector('#list-title');
    list.replaceChildren(...(title && !part.querySelector('#list-title') ? [title] : []), ...part.childNodes);
    linkList();
  } catch {
    list.prepend(h('p', { class: 'error', role: 'alert' }, t('failed')));
  }
  list.classList.remove('working');
}

/** Links to downloads and feeds on the page follow the view. */
function links(values: URLSearchParams): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-follows-view]')) {
    link.search = new URL(address(link.pathname, values), location.href).search;
  }
}

function item(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-id]') : null;
}

function pointAt(of: HTMLElement | null): void {
  for (const other of list?.querySelectorAll('.linked') ?? []) if (other !== of) other.classList.remove('linked');
  const lon = Number.parseFloat(of?.dataset['lon'] ?? '');
  const lat = Number.parseFloat(of?.dataset['lat'] ?? '');
  map?.point(Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : null, Number.parseFloat(of?.dataset['best'] ?? '') || null);
  timeline?.mark(of?.dataset['date'] ?? of?.querySelector('time')?.dateTime ?? null);
}

function linkList(): void {
  for (const link of list?.querySelectorAll<HTMLAnchorElement>('nav.pages a, a[data-view]') ?? []) {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      const target = new URL(link.href);
      if (target.origin !== location.origin || target.pathname !== '/') return;
      event.preventDefault();
      go(target.searchParams);
      list?.scrollIntoView({ block: 'start' });
    });
  }
}

if (list) {
  list.addEventListener('mouseover', (event) => pointAt(item(event.target)));
  list.addEventListener('mouseleave', () => pointAt(null));
  list.addEventListener('focusin', (event) => pointAt(item(event.target)));
  list.addEventListener('focusout', () => pointAt(null));
  linkList();
}

if (form) {
  const submit = (): void => go(fromForm(form));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  form.addEventListener('change', submit);
  const typed = settled(450, submit);
  form.addEventListener('input', (event) => {
    const target = event.target as HTMLInputElement;
    if (target.matches('input[type=search], input[type=text], input:not([type]), input[type=number]')) typed();
  });
  form.addEventListener('click', (event) => {
    const reset = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href="/"], a[data-reset]') : null;
    if (!reset) return;
    event.preventDefault();
    intoForm(form, new URLSearchParams());
    go(new URLSearchParams());
  });
}

// counts are a help: without them the form works all the same
facets?.show(shown).catch(() => undefined);

if (timelineSection) {
  timeline = new Timeline(timelineSection, ({ from, to }) => {
    const values = present();
    values.delete('page');
    for (const [name, value] of [['from', from], ['to', to]] as const) {
      if (value) values.set(name, value);
      else values.delete(name);
    }
    go(values);
  });
  timeline.show(shown).catch(() => timelineSection.append(h('p', { class: 'error' }, t('failed'))));
}

addEventListener('popstate', () => {
  if (!same(present(), shown)) void refresh();
});

if (live) listen(live, () => void refresh(true));

if (mapSection) {
  map = await mapWithin(mapSection, {
    pointed: (id) => {
      for (const of of list?.querySelectorAll<HTMLElement>('[data-id]') ?? []) of.classList.toggle('linked', of.dataset['id'] === id);
    },
    near: (near) => {
      const values = present();
      values.delete('page');
      values.set('near', near);
      go(values);
    },
  }, true);
  await map?.show(shown);
}
