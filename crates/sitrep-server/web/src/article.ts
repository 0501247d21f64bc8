/** An article: pointing at a reading marks its words, and the other way round. */

function linked(id: string | undefined, on: boolean): void {
  if (!id) return;
  for (const mark of document.querySelectorAll(`mark[data-ref="${CSS.escape(id)}"]`)) mark.classList.toggle('linked', on);
  document.getElementById(id)?.classList.toggle('linked', on);
}

function refOf(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element)) return undefined;
  const mark = target.closest<HTMLElement>('mark[data-ref]');
  return mark ? mark.dataset['ref'] : (target.closest<HTMLElement>('.beside li[id]')?.id ?? undefined);
}

for (const place of document.querySelectorAll('article.text, .beside')) {
  for (const [over, on] of [['mouseover', true], ['mouseout', false], ['focusin', true], ['focusout', false]] as const) {
    place.addEventListener(over, (event) => linked(refOf(event.target), on));
  }
}
