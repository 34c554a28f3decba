import { element } from '../dom/element.ts';

const STORAGE_KEY = 'goff-demo-theme';

const THEMES = [
  { id: 'auto', label: 'System' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
] as const;

type Theme = (typeof THEMES)[number]['id'];

function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return THEMES.find(({ id }) => id === stored)?.id ?? 'auto';
  } catch {
    // Storage may be refused by the browser's settings; the choice then lasts as long as the page.
    return 'auto';
  }
}

function storeTheme(theme: Theme): void {
  try {
    localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // See storedTheme.
  }
}

function applyTheme(theme: Theme): void {
  document.documentElement.style.colorScheme = theme === 'auto' ? '' : theme;
}

/** Applies the stored choice and lets the visitor change it. */
export function createThemeChoice(): HTMLElement {
  const stored = storedTheme();
  applyTheme(stored);
  const choices = THEMES.map(({ id, label }) => {
    const radio = element('input', { type: 'radio', name: 'theme', value: id, checked: id === stored });
    radio.addEventListener('change', () => {
      applyTheme(id);
      storeTheme(id);
    });
    return element('label', { class: 'choice' }, radio, element('span', {}, label));
  });
  return element('div', { class: 'choices theme-choice', role: 'radiogroup', 'aria-label': 'Colours' }, ...choices);
}
