/** What the address asks to see. The address is the truth: form, list, map and timeline follow it. */

/** Parameters of an address that do not say what is seen. */
const APART = ['lang', 'theme', 'part'];

/** The form's values without the empty ones, and those of the address that the form does not ask for; not the page. */
export function fromForm(form: HTMLFormElement): URLSearchParams {
  const values = present();
  for (const control of form.elements) values.delete((control as HTMLInputElement).name ?? '');
  values.delete('page');
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value.trim() !== '' && name !== 'page') values.append(name, value.trim());
  }
  return values;
}

/** Puts the values of an address into the form. */
export function intoForm(form: HTMLFormElement, values: URLSearchParams): void {
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')) {
      control.checked = values.getAll(control.name).includes(control.value);
    } else if (control instanceof HTMLInputElement && control.type !== 'hidden' && control.type !== 'submit') {
      control.value = values.get(control.name) ?? '';
    } else if (control instanceof HTMLSelectElement) {
      const wanted = values.get(control.name) ?? '';
      control.value = wanted;
      if (control.selectedIndex < 0) control.selectedIndex = 0;
    }
  }
}

/** The values of the present address. */
export function present(): URLSearchParams {
  return new URLSearchParams(location.search);
}

/** An address of a page with these values, and with what else the present one holds (its language). */
export function address(path: string, values: URLSearchParams, more: Record<string, string> = {}): string {
  const all = new URLSearchParams(values);
  for (const name of ['lang', 'theme']) {
    const kept = present().get(name);
    if (kept !== null && !all.has(name)) all.set(name, kept);
  }
  for (const [name, value] of Object.entries(more)) all.set(name, value);
  return joined(path, all);
}

/** An address of the API for the incidents of a view: only filters, for others are refused. */
export function question(path: string, values: URLSearchParams, more: Record<string, string> = {}): string {
  const all = new URLSearchParams(values);
  for (const name of [...APART, 'page', 'sort']) all.delete(name);
  for (const [name, value] of Object.entries(more)) all.set(name, value);
  return joined(path, all);
}

function joined(path: string, values: URLSearchParams): string {
  const query = values.toString();
  return query ? `${path}?${query}` : path;
}

/** Whether two views are the same. */
export function same(a: URLSearchParams, b: URLSearchParams): boolean {
  const key = (values: URLSearchParams) => [...values].filter(([, v]) => v !== '').sort().join('&');
  return key(a) === key(b);
}
