/** What the board answers about a map. */

import type { Feature, FeatureCollection, Point } from 'geojson';
import { interval, name, t, day } from '../words.ts';

/** One incident. */
export interface Single {
  id: string;
  type: string | null;
  date: string | null;
  place: string | null;
  precision: string | null;
  best: number | null;
  low: number | null;
  high: number | null;
  grade: string | null;
  contested: boolean;
}

/** Several that stand too close together to be told apart. `killed` is for the size of the mark only: tolls are never added up. */
export interface Cluster {
  cluster: true;
  count: number;
  killed: number;
  largest: number | null;
  type: string | null;
  contested: number;
  /** Those of them that lie on one spot, if they are not too many: zooming in would not part them. */
  ids?: string[] | null;
  bbox: [number, number, number, number];
}

export type Mark = Feature<Point, Single | Cluster>;

export interface Answer extends FeatureCollection<Point, Single | Cluster> {
  total: number;
  unlocated: number;
}

/** So coarse that a filled mark would claim to know more than is known. */
export const COARSE = ['admin2', 'admin1', 'country'];

export function isCluster(properties: Single | Cluster): properties is Cluster {
  return 'cluster' in properties && Boolean(properties.cluster);
}

/** An incident's killed in words: `47 (31–59+) killed`, or that no figure is known. */
export function toll(one: Single): string {
  return one.best === null && one.low === null && one.high === null ? t('figure-none') : `${figure(one)} ${t('killed')}`;
}

/** An incident's figure of the killed as it is written: `47 (31–59+)`. */
function figure(one: Single): string {
  const range = interval(one.low, one.high);
  const best = one.best === null ? '' : interval(one.best, one.best);
  return best === '' ? range : best === range ? best : `${best} (${range})`;
}

/** A mark in words. */
export function tell(properties: Single | Cluster): string {
  if (isCluster(properties)) {
    const { count: n, largest, bbox } = properties;
    if (bbox && bbox[0] === bbox[2] && bbox[1] === bbox[3]) return t('spot', { n });
    return largest === null || largest === undefined ? t('cluster-none', { n }) : t('cluster', { n, largest });
  }
  const one = properties;
  const parts = [one.place, one.type && name('type', one.type), one.date ? day(one.date) : null, toll(one)];
  if (one.contested) parts.push(t('contested'));
  return parts.filter((p) => p).join(', ');
}
