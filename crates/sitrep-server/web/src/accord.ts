/** An accord: its line, and the map of reported violations, if the page has one. */

import { draw } from './plots/plots.ts';

draw();
