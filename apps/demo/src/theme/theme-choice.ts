import { type Choice, createChoices } from '../dom/choices.ts';

const STORAGE_KEY = 'goff-demo-theme';

type Theme = 'auto' | 'light' | 'dark';

const THEMES: readonly Choice<Theme>[] = [
  { id: 'auto', title: 'System' },
  { id: 'light', title: 'Light' },
  { id: 'dark', title: 'Dark' },
];

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
  const choose = (theme: Theme): void => {
    applyTheme(theme);
    storeTheme(theme);
  };
  return createChoices('Colours', THEMES, choose, stored).root;
}
