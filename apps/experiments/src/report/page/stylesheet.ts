import { DARK, FONTS, LIGHT } from "../colors.js";

/** The style of the page. Plots follow the reader's color scheme too. */
export function stylesheet(): string {
  return `:root { color-scheme: light dark; ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${variables(DARK)} } }
@media print { :root { color-scheme: light; ${variables(LIGHT)} } }
${plotColors()}
${STYLES.replace("FONTS", FONTS)}`;
}

const variables = (colors: Record<string, string>): string =>
  Object.entries(colors)
    .map(([role, color]) => `--${role}: ${color};`)
    .join(" ");

/** Replaces the colors of plots by those of the page. */
const plotColors = (): string =>
  Object.entries(LIGHT)
    .flatMap(([role, color]) =>
      ["fill", "stroke"].map((part) => `.plot [${part}="${color}"] { ${part}: var(--${role}); }`),
    )
    .join("\n");

const STYLES = `
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--panel);
  color: var(--ink);
  font: 16px/1.55 FONTS;
  font-variant-numeric: tabular-nums;
  -webkit-text-size-adjust: 100%;
}
main { max-width: 1040px; margin: 0 auto; padding: clamp(20px, 5vw, 56px) clamp(16px, 4vw, 32px); }
h1 { margin: 0 0 28px; font-size: clamp(26px, 4.5vw, 36px); line-height: 1.15; letter-spacing: -0.02em; overflow-wrap: anywhere; text-wrap: balance; }
h2 { margin: 0 0 12px; font-size: 20px; letter-spacing: -0.01em; }
p { max-width: 68ch; margin: 0 0 16px; }
a { color: var(--accent); }
section { margin-top: 48px; padding-top: 28px; border-top: 1px solid var(--grid); }
.label { margin: 0 0 4px; color: var(--muted); font-size: 14px; }
.remark { margin: 0; color: var(--muted); font-size: 14px; }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(136px, 1fr)); gap: 24px; margin: 0 0 32px; padding: 0; list-style: none; }
.tiles li { display: grid; grid-row: span 3; grid-template-rows: subgrid; row-gap: 0; }
.tiles .label { align-self: end; }
.value { font-size: 30px; font-weight: 600; line-height: 1.25; letter-spacing: -0.02em; }

code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.9em; }
pre { margin: 0; padding: 12px 14px; border: 1px solid var(--grid); border-radius: 8px; white-space: pre-wrap; user-select: all; }
pre span { display: inline-block; max-width: 100%; overflow-wrap: anywhere; }

.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 15px; }
th, td { padding: 9px 16px 9px 0; border-bottom: 1px solid var(--grid); text-align: left; vertical-align: baseline; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 14px; font-weight: 400; white-space: nowrap; }
tbody th { font-weight: 400; width: 52%; }
th small { display: block; color: var(--muted); font-size: 13px; }
.scroll + .remark { margin-top: 10px; }
.number { text-align: right; white-space: nowrap; }
.strong { font-weight: 600; }
.good { color: var(--good); }
.bad { color: var(--contrast); font-weight: 600; }

.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); gap: 24px 32px; margin-top: 20px; align-items: start; }
figure { margin: 0; break-inside: avoid; }
.plot { margin: 0 -8px; }
.plot svg { display: block; width: 100%; max-width: 480px; height: auto; }
figcaption { color: var(--muted); font-size: 13px; }

dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 0 32px; margin: 0; font-size: 15px; }
dl div { display: flex; justify-content: space-between; gap: 16px; padding: 7px 0; border-bottom: 1px solid var(--grid); }
dt { color: var(--muted); }
dd { margin: 0; text-align: right; overflow-wrap: anywhere; }

@media (max-width: 560px) {
  tr { display: flex; flex-wrap: wrap; border-bottom: 1px solid var(--grid); }
  th, td { flex: 1 1 1px; min-width: 0; border: 0; padding-right: 8px; }
  tbody th, thead th:first-child, .wide { flex: none; width: 100%; padding-bottom: 0; }
  tbody td { padding-top: 2px; }
  table .number, thead th { text-align: left; white-space: normal; }
}

@media print {
  @page { margin: 16mm; }
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  section { margin-top: 24px; padding-top: 16px; }
  h2 { break-after: avoid; }
  .plot { margin: 0; }
  .figures { grid-template-columns: 1fr 1fr; gap: 16px; }
  tr, dl div { break-inside: avoid; }
  a { color: inherit; }
}`;
