/** How the map looks, in the colours of the present scheme. */

import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import { TYPES, colour, colours, letter } from '../types.ts';
import { COARSE } from './features.ts';
import type { World } from './world.ts';

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };
/** Letters are drawn from the reader's own fonts: nothing is fetched. */
const FONT = ['sans-serif'];
const BOLD = ['Sans Bold', 'sans-serif'];

/** The same for `types.ts`'s `radius`, as an expression of the map. */
function size(property: string): ExpressionSpecification {
  return ['+', 6, ['*', 4.5, ['log10', ['+', 1, ['max', 0, ['coalesce', ['get', property], 0]]]]]];
}

/** A cluster is at least so large that its number fits in. */
const CLUSTER_SIZE: ExpressionSpecification = [
  'max', size('killed'), ['+', 9, ['*', 2.5, ['log10', ['max', 1, ['get', 'count']]]]],
];

function byType(value: (type: string) => string): ExpressionSpecification {
  const cases = TYPES.flatMap((type) => [type, value(type)]);
  return ['match', ['coalesce', ['get', 'type'], 'other'], ...cases, value('other')] as unknown as ExpressionSpecification;
}

const SINGLE: ExpressionSpecification = ['!', ['has', 'cluster']];
const CLUSTER: ExpressionSpecification = ['has', 'cluster'];
const IS_COARSE: ExpressionSpecification = ['in', ['coalesce', ['get', 'precision'], ''], ['literal', COARSE]];

/** Layers that a reader can point at. */
export const MARKS = ['clusters', 'singles', 'coarse'];

/** The name of the picture of a dashed ring. */
export function ringName(type: string, scheme: string): string {
  return `ring/${type}/${scheme}`;
}

/** A style of the world with marks on it; the marks are filled in later. */
export function style(world: World, scheme: string): StyleSpecification {
  const ink = colour('--ink');
  const paper = colour('--paper');
  const smallFirst: ExpressionSpecification = ['-', 0, ['coalesce', ['get', 'best'], 0]];
  const layers: LayerSpecification[] = [
    { id: 'sea', type: 'background', paint: { 'background-color': colour('--map-sea') } },
    { id: 'graticule', type: 'line', source: 'graticule', paint: { 'line-color': colour('--map-graticule'), 'line-width': 1 } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colour('--map-land'), 'fill-outline-color': colour('--map-border') } },
    { id: 'borders', type: 'line', source: 'borders', paint: { 'line-color': colour('--map-border'), 'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.6, 8, 1.6] } },
    {
      id: 'countries', type: 'symbol', source: 'labels',
      // small countries are named once the map is close enough
      filter: ['>=', ['get', 'rank'], ['step', ['zoom'], 150, 2, 60, 3, 12, 4, 3, 5, 0.5, 6, 0]],
      layout: {
        'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': ['interpolate', ['linear'], ['zoom'], 1, 10, 6, 14],
        'text-max-width': 7, 'text-padding': 6, 'symbol-sort-key': ['-', 0, ['get', 'rank']],
      },
      paint: { 'text-color': colour('--map-label'), 'text-halo-color': colour('--map-land'), 'text-halo-width': 1.2 },
    },
    {
      id: 'clusters', type: 'circle', source: 'marks', filter: CLUSTER,
      paint: { 'circle-radius': CLUSTER_SIZE, 'circle-color': colour('--raised'), 'circle-stroke-color': byType((type) => colours(type).fill), 'circle-stroke-width': 3 },
    },
    {
      id: 'contested', type: 'circle', source: 'marks', filter: ['all', SINGLE, ['to-boolean', ['get', 'contested']]],
      paint: { 'circle-radius': ['+', 3.5, size('best')], 'circle-opacity': 0, 'circle-stroke-color': colour('--contested'), 'circle-stroke-width': 2 },
    },
    {
      id: 'singles', type: 'circle', source: 'marks', filter: ['all', SINGLE, ['!', IS_COARSE]], layout: { 'circle-sort-key': smallFirst },
      paint: { 'circle-radius': size('best'), 'circle-color': byType((type) => colours(type).fill), 'circle-opacity': 0.92, 'circle-stroke-color': paper, 'circle-stroke-width': 1 },
    },
    {
      id: 'coarse', type: 'symbol', source: 'marks', filter: ['all', SINGLE, IS_COARSE],
      layout: {
        'icon-image': byType((type) => ringName(type, scheme)), 'icon-size': ['/', size('best'), 28], 'icon-allow-overlap': true, 'icon-ignore-placement': true,
        'symbol-sort-key': smallFirst,
      },
    },
    {
      id: 'halo', type: 'circle', source: 'halo',
      paint: { 'circle-radius': ['+', 8, size('best')], 'circle-opacity': 0, 'circle-stroke-color': colour('--focus'), 'circle-stroke-width': 3 },
    },
    {
      id: 'letters', type: 'symbol', source: 'marks', filter: SINGLE,
      layout: { 'text-field': byType(letter), 'text-font': BOLD, 'text-size': 10, 'text-allow-overlap': true, 'text-ignore-placement': true, 'symbol-sort-key': smallFirst },
      paint: { 'text-color': ['case', IS_COARSE, ink, byType((type) => colours(type).on)] as ExpressionSpecification },
    },
    {
      id: 'counts', type: 'symbol', source: 'marks', filter: CLUSTER,
      layout: { 'text-field': ['to-string', ['get', 'count']], 'text-font': BOLD, 'text-size': 11, 'text-allow-overlap': true, 'text-ignore-placement': true },
      paint: { 'text-color': ink },
    },
    {
      id: 'places', type: 'symbol', source: 'marks', filter: SINGLE, minzoom: 6,
      layout: {
        'text-field': ['coalesce', ['get', 'place'], ''], 'text-font': FONT, 'text-size': 11, 'text-max-width': 10,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'], 'text-radial-offset': ['/', ['+', 6, size('best')], 11], 'text-optional': true,
      },
      paint: { 'text-color': ink, 'text-halo-color': colour('--map-land'), 'text-halo-width': 1.5 },
    },
  ];
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: world.land, tolerance: 0.3 },
      borders: { type: 'geojson', data: world.borders, tolerance: 0.3 },
      graticule: { type: 'geojson', data: world.graticule },
      labels: { type: 'geojson', data: world.labels },
      marks: { type: 'geojson', data: EMPTY },
      halo: { type: 'geojson', data: EMPTY },
    },
    layers,
  };
}

/** The picture of a dashed ring, drawn at twice the size that it has on the map. */
export function ring(fill: string): { width: number; height: number; data: Uint8ClampedArray } | null {
  const side = 128;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.arc(side / 2, side / 2, 56, 0, 2 * Math.PI);
  context.globalAlpha = 0.16;
  context.fillStyle = fill;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 12;
  context.strokeStyle = fill;
  // twelve dashes around
  const dash = (2 * Math.PI * 56) / 24;
  context.setLineDash([dash, dash]);
  context.stroke();
  return { width: side, height: side, data: context.getImageData(0, 0, side, side).data };
}
