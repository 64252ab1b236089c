import { type Signal, signal } from "@preact/signals";

/** The theme: `auto` is that of the system. */
export const theme: Signal<string> = signal(localStorage.getItem("theme") ?? "auto");
apply(theme.value);

/** Counts changes of the theme, for drawings that read colors. */
export const themeChanges: Signal<number> = signal(0);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => themeChanges.value++);

export function setTheme(value: string): void {
  localStorage.setItem("theme", value);
  theme.value = value;
  apply(value);
  themeChanges.value++;
}

function apply(value: string): void {
  document.documentElement.dataset.theme = value;
}
