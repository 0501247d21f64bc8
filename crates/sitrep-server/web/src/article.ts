/** An article: pointing at a reading marks its words, and the other way round. */

/** The readings that words belong to (one may lie within another), or that an entry is. */
function readings(target: EventTarget | null): string[] {
  if (!(target instanceof Element)) return [];
  const entry = target.closest<HTMLElement>('.beside li[id]');
  if (entry) return [entry.id];
  const found: string[] = [];
  for (let mark = target.closest<HTMLElement>('mark[data-ref]'); mark; mark = mark.parentElement?.closest<HTMLElement>('mark[data-ref]') ?? null) {
    found.push(mark.dataset['ref']!);
  }
  return found;
}

function link(ids: string[], on: boolean): void {
  for (const id of ids) {
    for (const mark of document.querySelectorAll(`mark[data-ref="${CSS.escape(id)}"]`)) mark.classList.toggle('linked', on);
    document.getElementById(id)?.classList.toggle('linked', on);
  }
}

for (const place of document.querySelectorAll('article.text, .beside')) {
  for (const [event, on] of [['mouseover', true], ['mouseout', false], ['focusin', true], ['focusout', false]] as const) {
    place.addEventListener(event, ({ target }) => link(readings(target), on));
  }
}
