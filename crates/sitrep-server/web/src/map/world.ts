/** The world under the map: countries of Natural Earth (public domain), as packed by `world-atlas`. */

import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Point, Polygon, Position } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import countriesAddress from 'world-atlas/countries-50m.json?url';
import { language } from '../words.ts';

type Countries = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;

/** What is drawn of it. */
export interface World {
  land: FeatureCollection;
  borders: MultiLineString;
  graticule: MultiLineString;
  labels: FeatureCollection<Point, { name: string; rank: number }>;
}

/** Fetches it from the board. */
export async function world(): Promise<World> {
  const response = await fetch(countriesAddress);
  if (!response.ok) throw new Error(`${response.status} ${countriesAddress}`);
  const atlas = (await response.json()) as Countries;
  const countries = feature(atlas, atlas.objects.countries) as FeatureCollection<Polygon | MultiPolygon, { name: string }>;
  return {
    land: countries,
    borders: mesh(atlas, atlas.objects.countries, (a, b) => a !== b),
    graticule: graticule(),
    labels: { type: 'FeatureCollection', features: countries.features.map(label).filter((l) => l !== null) },
  };
}

/** A line every ten degrees. */
function graticule(): MultiLineString {
  const coordinates: Position[][] = [];
  for (let lon = -180; lon <= 180; lon += 10) coordinates.push([[lon, -80], [lon, 84]]);
  for (let lat = -80; lat <= 80; lat += 10) coordinates.push([[-180, lat], [180, lat]]);
  return { type: 'MultiLineString', coordinates };
}

/** The name of a country in the language of the page, in the middle of its largest part. */
function label(country: Feature<Polygon | MultiPolygon, { name: string }>): Feature<Point, { name: string; rank: number }> | null {
  const { geometry } = country;
  const rings = geometry.type === 'Polygon' ? [geometry.coordinates[0]] : geometry.coordinates.map((polygon) => polygon[0]);
  let largest = { area: 0, at: [0, 0] as Position };
  for (const ring of rings) {
    const found = ring ? centre(ring) : null;
    if (found && found.area > largest.area) largest = found;
  }
  if (largest.area === 0) return null;
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: largest.at },
    properties: { name: nameOf(country), rank: largest.area },
  };
}

/** Area, in square degrees, and centre of a ring (the shoelace formula). */
function centre(ring: Position[]): { area: number; at: Position } | null {
  let twice = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x0, y0] = ring[i] as [number, number];
    const [x1, y1] = ring[i + 1] as [number, number];
    const cross = x0 * y1 - x1 * y0;
    twice += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  if (twice === 0) return null;
  return { area: Math.abs(twice / 2), at: [x / (3 * twice), y / (3 * twice)] };
}

const regions = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });

/** By the number of ISO 3166-1, which browsers know the names of; as Natural Earth writes it where it has none. */
function nameOf(country: Feature<Polygon | MultiPolygon, { name: string }>): string {
  const { name } = country.properties;
  if (country.id === undefined) return name;
  try {
    const region = new Intl.Locale(`und-${country.id}`).region;
    return (region && regions.of(region)) || name;
  } catch {
    return name;
  }
}
