/** The map: marks follow the view and what is seen of the world; loaded only by pages that have one. */

import { Map as WorldMap, type MapGeoJSONFeature, type MapLayerMouseEvent, Popup, type GeoJSONSource, type LngLatBoundsLike, setWorkerCount, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerAddress from 'virtual:map-worker';
import { Asker } from '../ask.ts';
import { h, settled, still } from '../dom.ts';
import { TYPES, colours } from '../types.ts';
import { address, question } from '../view.ts';
import { name, t, day } from '../words.ts';
import { type Answer, type Mark, type Single, isCluster, toll } from './features.ts';
import { legend } from './legend.ts';
import { MARKS, ring, ringName, style } from './style.ts';
import { Twin } from './twin.ts';
import { type World, world } from './world.ts';

/** What a page wants to know of its map. */
export interface Wishes {
  /** Someone points at an incident on the map, or no longer does. */
  pointed?: (id: string | null) => void;
  /** Someone wants only what lies around here: latitude, longitude, kilometres. */
  near?: (near: string) => void;
}

/** Whether this browser can draw it. */
export function drawable(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null;
  } catch {
    return false;
  }
}

function scheme(): string {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** A map in its section. */
export class IncidentMap {
  #path: string;
  #always: URLSearchParams;
  #wishes: Wishes;
  #world: World;
  #map: WorldMap;
  #asker = new Asker();
  #spots = new Asker();
  #values = new URLSearchParams();
  #answer: Answer | null = null;
  #legend: HTMLElement = h('div', { class: 'map-legend' });
  #twin = new Twin((mark, opener) => this.#open(mark, opener), (mark) => this.#point(mark));
  #popup: Popup | null = null;
  #fitted = false;
  #halo: [number, number] | null = null;
  /** Where it stands is kept in the address (`#map=zoom/lat/lon`). */
  #placed = location.hash.includes('map=');

  /** Draws a map into a section of the page. Throws if the world cannot be had or nothing can be drawn. */
  static async within(section: HTMLElement, wishes: Wishes = {}, hash = false): Promise<IncidentMap> {
    return new IncidentMap(section, await world(), wishes, hash);
  }

  private constructor(section: HTMLElement, theWorld: World, wishes: Wishes, hash: boolean) {
    // a page may ask for a part of the ledger in the address itself
    const asked = new URL(section.dataset['map'] || '/api/v1/map', location.href);
    this.#path = asked.pathname;
    this.#always = asked.searchParams;
    this.#wishes = wishes;
    this.#world = theWorld;
    setWorkerUrl(workerAddress);
    // the worker cuts up few and small sources: one is enough, and starts faster
    setWorkerCount(1);
    const canvas = section.querySelector<HTMLElement>('.canvas') ?? section.appendChild(h('div', { class: 'canvas' }));
    const container = h('div');
    canvas.replaceChildren(container);
    this.#map = new WorldMap({
      container,
      style: style(theWorld, scheme()),
      center: [20, 20],
      zoom: 1,
      minZoom: 0.4,
      maxZoom: 13,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      hash: hash ? 'map' : false,
      fadeDuration: 0,
      locale: { 'Map.Title': t('map-label') },
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    canvas.append(this.#tools());
    canvas.after(this.#legend, this.#twin.element);
    this.#map.on('style.load', () => this.#pictures());
    this.#map.on('moveend', settled(120, () => void this.#ask()));
    for (const layer of MARKS) {
      this.#map.on('click', layer, (event) => this.#click(event));
      this.#map.on('mousemove', layer, (event) => this.#over(event));
      this.#map.on('mouseleave', layer, () => this.#left());
    }
    addEventListener('sitrep:theme', () => this.#dress());
  }

  /** Shows a view; the map moves only if it would hold nothing of it. */
  async show(values: URLSearchParams): Promise<void> {
    this.#values = new URLSearchParams([...this.#always, ...values]);
    for (const name of ['page', 'part']) this.#values.delete(name);
    this.#close();
    if (!this.#fitted && !this.#placed) await this.#fit();
    else if ((await this.#ask()) === 0) await this.#fit();
    this.#fitted = true;
  }

  /** Marks a place, null for none. */
  point(at: [number, number] | null, best: number | null = null): void {
    this.#halo = at;
    const source = this.#map.getSource<GeoJSONSource>('halo');
    source?.setData({
      type: 'FeatureCollection',
      features: at ? [{ type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties: { best } }] : [],
    });
  }

  /** Fits the map to all incidents of the view. */
  async #fit(): Promise<void> {
    const answer = await this.#asker.json<Answer>(question(this.#path, this.#values, { bbox: '-180,-90,180,90', zoom: '1' }));
    if (!answer) return;
    this.#fill(answer);
    const corners = answer.features.flatMap(({ geometry, properties }) =>
      isCluster(properties) && properties.bbox
        ? [[properties.bbox[0], properties.bbox[1]], [properties.bbox[2], properties.bbox[3]]]
        : [geometry.coordinates]) as [number, number][];
    if (corners.length === 0) return;
    const lons = corners.map(([lon]) => lon);
    const lats = corners.map(([, lat]) => lat);
    const bounds: LngLatBoundsLike = [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
    this.#map.fitBounds(bounds, { padding: 48, maxZoom: 7, animate: this.#fitted && !still() });
  }

  /** Asks for what the map shows; how many marks there are. */
  async #ask(): Promise<number> {
    const bounds = this.#map.getBounds();
    let [west, east] = [bounds.getWest(), bounds.getEast()];
    // a map that reaches around the edge of the world asks for all of it
    if (west < -180 || east > 180) [west, east] = [-180, 180];
    const box = [west, Math.max(-90, bounds.getSouth()), east, Math.min(90, bounds.getNorth())].map((n) => n.toFixed(4));
    const zoom = this.#map.getZoom().toFixed(1);
    try {
      const answer = await this.#asker.json<Answer>(question(this.#path, this.#values, { bbox: box.join(','), zoom }));
      if (!answer) return 1;
      this.#fill(answer);
      return answer.features.length;
    } catch {
      this.#legend.replaceChildren(h('p', { class: 'error' }, t('failed')));
      return 1;
    }
  }

  #fill(answer: Answer): void {
    this.#answer = answer;
    this.#map.getSource<GeoJSONSource>('marks')?.setData(answer);
    const next = legend(answer);
    this.#legend.replaceWith(next);
    this.#legend = next;
    this.#twin.show(answer.features);
  }

  #dress(): void {
    this.#map.setStyle(style(this.#world, scheme()), { diff: false });
    this.#map.once('style.load', () => {
      if (this.#answer) this.#map.getSource<GeoJSONSource>('marks')?.setData(this.#answer);
      this.point(this.#halo);
    });
  }

  #pictures(): void {
    for (const type of TYPES) {
      const id = ringName(type, scheme());
      const picture = ring(colours(type).fill);
      if (picture && !this.#map.hasImage(id)) this.#map.addImage(id, picture, { pixelRatio: 2 });
    }
  }

  #tools(): HTMLElement {
    const button = (text: string, label: string, kind: string, act: () => void): HTMLElement => {
      const made = h('button', { type: 'button', class: kind, 'aria-label': text === label ? null : label }, text);
      made.addEventListener('click', act);
      return made;
    };
    const views = h('div', { class: 'views-of' }, button(t('map-home'), t('map-home'), 'home', () => void this.#fit()));
    if (this.#wishes.near) views.append(button(t('map-here'), t('map-here'), 'here', () => this.#here()));
    return h('div', { class: 'map-tools' },
      h('div', { class: 'zooms' },
        button('+', t('map-zoom-in'), 'zoom', () => this.#map.zoomIn({ animate: !still() })),
        button('−', t('map-zoom-out'), 'zoom', () => this.#map.zoomOut({ animate: !still() }))),
      views);
  }

  /** The circle that the shorter side of the map fits around. */
  #here(): void {
    const centre = this.#map.getCenter().wrap();
    const bounds = this.#map.getBounds();
    const height = (bounds.getNorth() - bounds.getSouth()) * 111.2;
    const width = (bounds.getEast() - bounds.getWest()) * 111.3 * Math.cos((centre.lat * Math.PI) / 180);
    const km = Math.max(1, Math.round(Math.min(height, width) / 2));
    this.#wishes.near?.(`${centre.lat.toFixed(3)},${centre.lng.toFixed(3)},${km}`);
  }

  #find(event: MapLayerMouseEvent): Mark | null {
    const found = event.features?.[0];
    return found ? this.#ours(found) : null;
  }

  #ours(found: MapGeoJSONFeature): Mark | null {
    const { id } = found.properties as { id?: string };
    if (id) return this.#answer?.features.find((f) => !isCluster(f.properties) && f.properties.id === id) ?? null;
    // the map hands out rounded copies: the nearest of ours is meant
    const [x, y] = (found.geometry as Mark['geometry']).coordinates as [number, number];
    const clusters = this.#answer?.features.filter((f) => isCluster(f.properties)) ?? [];
    const far = (f: Mark): number => Math.hypot(f.geometry.coordinates[0]! - x, f.geometry.coordinates[1]! - y);
    return clusters.sort((a, b) => far(a) - far(b))[0] ?? null;
  }

  #over(event: MapLayerMouseEvent): void {
    const mark = this.#find(event);
    this.#map.getCanvas().style.cursor = mark ? 'pointer' : '';
    this.#point(mark);
  }

  #left(): void {
    this.#map.getCanvas().style.cursor = '';
    this.#point(null);
  }

  #point(mark: Mark | null): void {
    const p = mark?.properties;
    const best = p ? (isCluster(p) ? p.killed : p.best) : null;
    this.point(mark ? (mark.geometry.coordinates as [number, number]) : null, best);
    this.#wishes.pointed?.(p && !isCluster(p) ? p.id : null);
  }

  /** One mark may lie on another: all that are under the pointer are told. */
  #click(event: MapLayerMouseEvent): void {
    if (event.originalEvent.defaultPrevented) return;
    event.preventDefault();
    event.originalEvent.preventDefault();
    const found = this.#map.queryRenderedFeatures(event.point, { layers: MARKS });
    const marks = [...new Set(found.map((f) => this.#ours(f)))].filter((m) => m !== null);
    const [first, ...others] = marks;
    if (first) this.#open(first, null, others);
  }

  #open(mark: Mark, opener: HTMLElement | null, beside: Mark[] = []): void {
    const p = mark.properties;
    const at = mark.geometry.coordinates as [number, number];
    this.#close();
    if (isCluster(p)) {
      const [west, south, east, north] = p.bbox ?? [at[0], at[1], at[0], at[1]];
      const oneSpot = east - west < 0.0005 && north - south < 0.0005;
      if (oneSpot) void this.#spot(at, opener);
      else this.#map.fitBounds([[west, south], [east, north]], { padding: 60, maxZoom: 13, animate: !still() });
      return;
    }
    const singles = [p, ...beside.map((m) => m.properties)].filter((m) => !isCluster(m));
    const content = h('div', { class: 'told' }, ...singles.map((one) => this.#told(one)));
    this.#pop(at, content, opener);
  }

  /** All that lie on one spot, as the list tells them: zooming in would not part them. */
  async #spot(at: [number, number], opener: HTMLElement | null): Promise<void> {
    const near = `${at[1].toFixed(5)},${at[0].toFixed(5)},0.1`;
    const html = await this.#spots.text(address('/', this.#values, { near, part: 'list' })).catch(() => null);
    if (html === null) return;
    const items = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('#incidents > li')];
    this.#pop(at, h('div', { class: 'told' }, h('ol', { class: 'spot' }, ...items)), opener);
  }

  #pop(at: [number, number], content: HTMLElement, opener: HTMLElement | null): void {
    const popup = new Popup({ focusAfterOpen: false, maxWidth: '20rem' }).setLngLat(at).setDOMContent(content).addTo(this.#map);
    this.#popup = popup;
    if (!this.#map.getBounds().contains(at)) this.#map.panTo(at, { animate: !still() });
    popup.on('close', () => opener?.focus());
    popup.getElement()?.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') popup.remove();
    });
    if (opener) content.querySelector('a')?.focus();
  }

  #told(one: Single): HTMLElement {
    const precision = one.precision ? t(`precision-${one.precision}` as 'precision-exact') : null;
    return h('div', {},
      h('p', {}, h('strong', {}, h('bdi', {}, one.place ?? '')), precision ? h('span', { class: 'muted small' }, ` (${precision})`) : null),
      h('p', {}, h('span', { class: 'type', 'data-type': one.type ?? 'other' }, name('type', one.type ?? 'other')), one.date ? ` · ${day(one.date)}` : null),
      h('p', {}, h('b', {}, toll(one)), ' ', one.contested ? h('span', { class: 'contested' }, t('contested')) : null),
      h('p', {}, h('a', { href: `/incidents/${encodeURIComponent(one.id)}` }, t('show-incident'))));
  }

  #close(): void {
    this.#popup?.remove();
    this.#popup = null;
  }
}
