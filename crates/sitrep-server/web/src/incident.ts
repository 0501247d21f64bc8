/** An incident: plots of how figures moved; the map of where it was, if the page has one. */

import { draw } from './plots/plots.ts';

draw();
