/** What all pages have: styles, and the switch of colours. */

import './css/index.css';
import { themes } from './theme.ts';

themes();
