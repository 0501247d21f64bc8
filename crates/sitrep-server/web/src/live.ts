/** Says quietly that the ledger has changed, and lets the reader choose when to look. */

import { h } from './dom.ts';
import { t } from './words.ts';

/** Listens while the page is seen; `show` fetches the page's view anew. */
export function listen(place: HTMLElement, show: () => void): void {
  let source: EventSource | null = null;
  let changed = 0;
  let seen: number | null = null;
  const button = h('button', { type: 'button' });
  place.replaceChildren(button);
  place.setAttribute('role', 'status');
  button.addEventListener('click', () => {
    place.hidden = true;
    changed = 0;
    show();
  });
  const start = (): void => {
    if (source) return;
    source = new EventSource('/live');
    source.addEventListener('change', (event) => {
      const news = JSON.parse((event as MessageEvent<string>).data) as { seq: number; changed: number };
      if (seen !== null && news.seq <= seen) return;
      seen = news.seq;
      changed += news.changed;
      if (changed <= 0) return;
      button.textContent = t('live', { n: changed });
      place.hidden = false;
    });
  };
  const stop = (): void => {
    source?.close();
    source = null;
  };
  // a browser keeps few connections to one server: pages that nobody looks at take none
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
  addEventListener('pagehide', stop);
  addEventListener('pageshow', start);
  start();
}
