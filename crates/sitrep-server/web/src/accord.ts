/** An accord: its line, and the map of what was reported under it. */

import { mapWithin } from './map/load.ts';
import { draw } from './plots/plots.ts';

draw();

const section = document.getElementById('map');
if (section) {
  const map = await mapWithin(section);
  await map?.show(new URLSearchParams());
}
