import { formatNumber } from "../report/format.js";
import type { Cell } from "../studies/study.js";
import { comparisonTable } from "./comparison-table.js";
import { meanRanks } from "./mean-ranks.js";
import type { PracticeTable } from "./practice-table.js";
import { setResults } from "./set-results.js";
import { shortfalls } from "./shortfalls.js";

/** Returns the blocks of a page: where a baseline is ahead, the comparison by group, and ranks. */
export function practiceFindings(table: PracticeTable, cells: readonly Cell[]): readonly string[] {
  const results = setResults(table, cells);
  if (results.length === 0) return [];
  const groups = (["development", "report"] as const).flatMap((group) => {
    const found = results.filter((result) => result.group === group);
    const about =
      group === "development"
        ? "Defaults were chosen on these"
        : "Defaults were not chosen on these";
    return found.length > 0 ? [`### ${about} (${group})`, comparisonTable(table, found)] : [];
  });
  const ratios = results.map(({ seconds, timed }) => seconds / timed).sort((a, b) => a - b);
  const middle = ratios.length / 2 - 0.5;
  const median = (ratios[Math.floor(middle)]! + ratios[Math.ceil(middle)]!) / 2;
  const notes = results.filter(({ notes }) => notes !== "");
  return [
    "## Where a baseline is ahead",
    shortfalls(table, results).join("\n"),
    "## The default model and the best baseline",
    ...groups,
    `A gain is above 0 where the default model is better. Gains are means over seeds, paired by test row, with half the width of their 95 % intervals: over the rows of one split, and over seeds (Student's t; splits overlap, so it is a guide only). The best baseline is the one that is best on the test rows, which favors it. Seconds are user CPU seconds of one process on one thread, tuning included; those of baselines are the sum of ${table.timed.join(", ")}. The median over sets of the ratio is ${formatNumber(median, 2)}.`,
    ...meanRanks(table, results),
    ...(notes.length > 0
      ? [
          "## Notes of the default model's fits",
          notes.map(({ dataset, notes }) => `- **${dataset}**: ${notes}`).join("\n"),
        ]
      : []),
  ];
}
