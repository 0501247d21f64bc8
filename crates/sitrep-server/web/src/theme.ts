/** Light, dark, or as the system is: switched without leaving the page. */

/** Makes the links of the frame switch the scheme here and now; they work without a script too. */
export function themes(): void {
  const links = document.querySelectorAll<HTMLElement>('[data-set-theme]');
  for (const link of links) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const theme = link.dataset['setTheme'] ?? 'auto';
      document.documentElement.dataset['theme'] = theme;
      document.querySelector('meta[name=color-scheme]')?.setAttribute('content', theme === 'auto' ? 'light dark' : theme);
      document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
      for (const other of links) other.toggleAttribute('aria-current', other === link);
      link.setAttribute('aria-current', 'true');
      changed();
    });
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
}

function changed(): void {
  dispatchEvent(new CustomEvent('sitrep:theme'));
}
