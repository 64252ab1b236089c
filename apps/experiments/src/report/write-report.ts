import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeDurably } from "@ebm/core/files";
import { renderPng } from "./drawing/render-png.js";
import { renderSvg } from "./drawing/render-svg.js";
import type { Figure } from "./page/figures.js";
import type { Plot } from "./plot.js";
import type { ReportData } from "./report-data.js";
import { reportPage } from "./report-page.js";
import { reportPlots } from "./report-plots.js";

/**
 * Writes report.html, plots/*.svg and plots/*.png into the directory of a run. Each file is written
 * completely or not at all. Equal data give equal files.
 *
 * @returns The path of report.html.
 */
export async function writeReport(directory: string, data: ReportData): Promise<string> {
  const plots = reportPlots(data);
  const drawn = {
    results: await draw(plots.results),
    training: await draw(plots.training),
    validation: await draw(plots.validation),
    logPartition: await draw(plots.logPartition),
    predictions: await draw(plots.predictions),
  };
  const folder = join(directory, "plots");
  await mkdir(folder, { recursive: true });
  for (const { name, svg } of Object.values(drawn).flat()) {
    await writeDurably(join(folder, `${name}.svg`), svg);
    await writeDurably(join(folder, `${name}.png`), await renderPng(svg));
  }
  const path = join(directory, "report.html");
  await writeDurably(path, reportPage(data, drawn));
  return path;
}

const draw = (plots: readonly Plot[]): Promise<Figure[]> =>
  Promise.all(plots.map(async (plot) => ({ ...plot, svg: await renderSvg(plot.name, plot.spec) })));
