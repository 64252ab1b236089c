import { effect, type Signal, signal } from "@preact/signals";

export type Theme = "light" | "dark";

/** The theme of the page: that of the system, until the user chooses one. */
export const theme: Signal<Theme> = signal(initial());

effect(() => {
  if (typeof document !== "undefined") document.documentElement.dataset.theme = theme.value;
});

/** Changes the theme, and remembers it where the browser allows that. */
export function toggleTheme(): void {
  theme.value = theme.value === "light" ? "dark" : "light";
  try {
    localStorage.setItem("theme", theme.value);
  } catch {}
}

function initial(): Theme {
  if (typeof document === "undefined") return "light";
  try {
    const kept = localStorage.getItem("theme");
    if (kept === "light" || kept === "dark") return kept;
  } catch {}
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
