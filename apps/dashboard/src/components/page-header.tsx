import type { JSX } from "preact";
import { useLocation } from "preact-iso";
import { isConnected } from "../state/runs.js";
import { setTheme, theme } from "../state/theme.js";

const LINKS = [
  ["/", "Runs"],
  ["/compare", "Compare"],
  ["/start", "Start a run"],
  ["/playground/", "Playground"],
] as const;

/** The header of every view: links, the connection and the theme. */
export function PageHeader(): JSX.Element {
  const { path } = useLocation();
  return (
    <header class="page-header">
      <a class="brand" href="/" aria-label="ebm, all runs">
        ebm
      </a>
      <nav aria-label="Views">
        {LINKS.map(([href, name]) => (
          <a key={href} href={href} aria-current={path === href ? "page" : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <span class="connection" role="status">
        {isConnected.value ? "" : "Not connected"}
      </span>
      <label class="theme">
        <span class="visually-hidden">Theme</span>
        <select value={theme.value} onChange={(event) => setTheme(event.currentTarget.value)}>
          <option value="auto">Auto</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </label>
    </header>
  );
}
