/** The queue worked by keyboard: each key presses a button of the page, so that all works without keys and without a script. */

import { h } from './dom.ts';
import { type Key, t } from './words.ts';

const OFF = 'sitrep-keys-off';
const KEYS = ['j', 'k', 'c', 'x', 'e', 'm', 's', 'n', 'u'] as const;

const queue = document.getElementById('queue');

function cards(): HTMLElement[] {
  return [...(queue?.querySelectorAll<HTMLElement>(':scope > [data-incident]') ?? [])];
}

let current = -1;

function choose(at: number): void {
  const all = cards();
  if (all.length === 0) return;
  current = Math.max(0, Math.min(all.length - 1, at));
  for (const [i, card] of all.entries()) {
    card.classList.toggle('current', i === current);
    if (i !== current) card.removeAttribute('tabindex');
  }
  const card = all[current]!;
  card.setAttribute('tabindex', '-1');
  card.focus();
  card.scrollIntoView({ block: 'nearest' });
}

function here(): HTMLElement | null {
  const within = document.activeElement?.closest<HTMLElement>('#queue > [data-incident]');
  return within ?? cards()[current] ?? cards()[0] ?? null;
}

/** Presses the button of a key, or opens the part of the card that it stands for and goes to its first field. */
function press(key: string, within: ParentNode): boolean {
  const target = within.querySelector<HTMLElement>(`[data-key="${key}"]`);
  if (!target) return false;
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    const field = target.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea, button');
    (field ?? target.querySelector<HTMLElement>('summary'))?.focus();
  } else {
    target.click();
  }
  return true;
}

function isOff(): boolean {
  return localStorage.getItem(OFF) === '1';
}

if (queue) {
  for (const target of document.querySelectorAll<HTMLElement>('button[data-key]')) target.setAttribute('aria-keyshortcuts', target.dataset['key'] ?? '');
  const help = h('div', { class: 'keys', id: 'keys', hidden: true }, h('h2', {}, t('keys')));
  const rows = h('dl');
  for (const key of KEYS) rows.append(h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, t(`key-${key}` as Key))));
  rows.append(h('div', {}, h('dt', {}, h('kbd', {}, '?')), h('dd', {}, t('key-help'))));
  help.append(rows);
  const showHelp = h('button', { type: 'button', class: 'quiet', 'aria-expanded': 'false', 'aria-controls': 'keys' }, `${t('keys')} (?)`);
  const toggleHelp = (): void => {
    help.hidden = !help.hidden;
    showHelp.setAttribute('aria-expanded', String(!help.hidden));
  };
  showHelp.addEventListener('click', toggleHelp);
  const onOff = h('button', { type: 'button', class: 'quiet' });
  const state = (): void => {
    onOff.textContent = t(isOff() ? 'keys-on' : 'keys-off');
  };
  onOff.addEventListener('click', () => {
    if (isOff()) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '1');
    state();
  });
  state();
  queue.before(h('div', { class: 'keys-state' }, showHelp, onOff), help);

  document.addEventListener('keydown', (event) => {
    if (isOff() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target as HTMLElement;
    if (event.key === 'Escape' && target.closest('details[data-key]')) {
      const part = target.closest<HTMLDetailsElement>('details[data-key]')!;
      part.open = false;
      part.querySelector<HTMLElement>('summary')?.focus();
      return;
    }
    if (target.closest('input, select, textarea, [contenteditable]')) return;
    const key = event.key.toLowerCase();
    if (event.key === '?') toggleHelp();
    else if (key === 'j') choose(here() === cards()[current] ? current + 1 : Math.max(0, cards().indexOf(here()!)));
    else if (key === 'k') choose(current - 1);
    else if (key === 'u') press('u', document);
    else if ((KEYS as readonly string[]).includes(key)) {
      const card = here();
      if (!card || !press(key, card)) return;
    } else return;
    event.preventDefault();
  });
  // a card that has been judged is gone: the next one stands in its place
  queue.addEventListener('focusin', (event) => {
    const card = (event.target as HTMLElement).closest<HTMLElement>('[data-incident]');
    const at = card ? cards().indexOf(card) : -1;
    if (at >= 0 && at !== current) {
      current = at;
      for (const [i, other] of cards().entries()) other.classList.toggle('current', i === at);
    }
  });
  queue.addEventListener('submit', () => sessionStorage.setItem('sitrep-card-at', String(current)), true);
  const back = sessionStorage.getItem('sitrep-card-at');
  if (back !== null) {
    sessionStorage.removeItem('sitrep-card-at');
    choose(Number.parseInt(back, 10) || 0);
  }
}
