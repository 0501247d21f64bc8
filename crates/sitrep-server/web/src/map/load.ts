/** Loads the map only on pages that have one; where it cannot be drawn, its place says so. */

import { h } from '../dom.ts';
import { t } from '../words.ts';
import type { IncidentMap, Wishes } from './map.ts';

/** The map of a section; null where it cannot be had. `hash`: where it stands is kept in the address. */
export async function mapWithin(section: HTMLElement, wishes: Wishes = {}, hash = false): Promise<IncidentMap | null> {
  try {
    const { IncidentMap, drawable } = await import('./map.ts');
    if (drawable()) return await IncidentMap.within(section, wishes, hash);
  } catch (error) {
    console.warn(error);
  }
  section.querySelector('.canvas')?.replaceChildren(h('p', { class: 'notice' }, t('map-error')));
  return null;
}
