/** How many incidents each choice of a filter would leave, and what could be typed into others. */

import { Asker } from './ask.ts';
import { h } from './dom.ts';
import { question } from './view.ts';
import { language, number } from './words.ts';

interface Facet {
  value: string;
  incidents: number;
}

type Answer = Partial<Record<'type' | 'country' | 'grade' | 'effect' | 'source', Facet[]>>;

/** Choices that exclude each other: their counts are those without the present choice. */
const CHOICES = ['type', 'effect'] as const;
/** Fields in which anything can be typed: these are proposed. */
const PROPOSED = ['country', 'source'] as const;

/** The counts beside a form's choices. */
export class Facets {
  #form: HTMLFormElement;
  #asker = new Asker();
  #countries = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });

  constructor(form: HTMLFormElement) {
    this.#form = form;
  }

  /** Counts anew for a view. */
  async show(values: URLSearchParams): Promise<void> {
    const others = new URLSearchParams(values);
    for (const name of [...CHOICES, ...PROPOSED]) others.delete(name);
    const answer = await this.#asker.json<Answer>(question('/api/v1/facets', others));
    if (!answer) return;
    for (const name of CHOICES) this.#count(name, answer[name] ?? []);
    for (const name of PROPOSED) this.#propose(name, answer[name] ?? []);
  }

  #count(name: string, facets: Facet[]): void {
    const select = this.#form.querySelector<HTMLSelectElement>(`select[name="${name}"]`);
    const counts = new Map(facets.map((f) => [f.value, f.incidents]));
    for (const option of select?.options ?? []) {
      if (!option.value) continue;
      option.dataset['name'] ??= option.text;
      const count = counts.get(option.value) ?? 0;
      option.text = count > 0 ? `${option.dataset['name']} (${number(count)})` : option.dataset['name'];
    }
  }

  #propose(name: string, facets: Facet[]): void {
    const input = this.#form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    if (!input) return;
    const id = `facet-${name}`;
    let list = document.getElementById(id);
    if (!list) {
      list = h('datalist', { id });
      input.after(list);
      input.setAttribute('list', id);
    }
    list.replaceChildren(
      ...facets.map(({ value, incidents }) =>
        h('option', { value, label: `${name === 'country' ? this.#country(value) : value} (${number(incidents)})` })),
    );
  }

  #country(code: string): string {
    try {
      return this.#countries.of(code) ?? code;
    } catch {
      return code;
    }
  }
}
