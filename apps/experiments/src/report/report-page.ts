import { type Html, html, toText, trusted } from "./html.js";
import { exportsSection } from "./page/exports-section.js";
import { configFacts, datasetFacts, facts } from "./page/facts.js";
import { type Figure, figures } from "./page/figures.js";
import { findings } from "./page/findings.js";
import { fitTables } from "./page/fit-tables.js";
import { headline } from "./page/headline.js";
import { resultsTable } from "./page/results-table.js";
import { remark, section } from "./page/section.js";
import { stylesheet } from "./page/stylesheet.js";
import type { ReportData } from "./report-data.js";
import type { PlotSection } from "./report-plots.js";

const LOG_PARTITION = `A network τ(x) was trained together with the energy. Training never used the
exact log-partition log Z(x) that normalizes the energy. Here both are compared on held-out inputs.`;

/**
 * Creates the report as one HTML file that contains its drawings and styles. It has no script and
 * loads nothing.
 */
export function reportPage(
  data: ReportData,
  drawn: Record<PlotSection, readonly Figure[]>,
): string {
  const { results, predictions } = drawn;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${data.title}</title>
<style>${trusted(stylesheet())}</style>
</head>
<body>
<main>
<header>
<h1>${data.title}</h1>
${findings(data)}
${headline(data)}
<p class="label">To obtain this run again</p>
<pre><code>${words(data.command)}</code></pre>
</header>
${[
  section("Results", resultsTable(data), figures(results)),
  ...(data.tables ? [section("Training", fitTables(data.tables))] : trainingSections(drawn)),
  predictions.length > 0 ? section("Predictions", figures(predictions)) : undefined,
  exportsSection(data.exports ?? []),
  section("Data", datasetFacts(data)),
  section("Configuration", configFacts(data.config)),
  section("Environment", facts(Object.entries(data.environment))),
]}
</main>
</body>
</html>
`;
  return toText(page);
}

/** Returns the sections of a model that learns its log-partition step by step. */
function trainingSections(drawn: Record<PlotSection, readonly Figure[]>): Html[] {
  const { logPartition, training, validation } = drawn;
  return [
    section(
      "Log-partition",
      logPartition.length > 0
        ? [html`<p>${LOG_PARTITION}</p>`, figures(logPartition)]
        : remark("No learned and exact log-partition were compared."),
    ),
    section(
      "Training",
      figures([...training, ...validation]),
      training.length > 0 ? undefined : remark("No step with a finite loss was recorded."),
      validation.length > 0 ? undefined : remark("No validation was made."),
    ),
  ];
}

/** Returns a command that breaks between its options, never at their hyphens. */
const words = (command: string): Html[] =>
  command.split(/(?<= )(?=-)/).map((word) => html`<span>${word}</span>`);
