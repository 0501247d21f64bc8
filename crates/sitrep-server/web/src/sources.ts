/** Sources: how often each stood below and above the best figure. */

import { draw } from './plots/plots.ts';

draw();
