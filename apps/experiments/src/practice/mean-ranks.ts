import { mean } from "@ebm/core/float64";
import { formatNumber } from "../report/format.js";
import type { Compared } from "./compare.js";
import type { PracticeTable } from "./practice-table.js";
import type { SetResult } from "./set-results.js";

/**
 * Returns a table of the mean rank of each model over the sets. Rank 1 is the best model of a set,
 * and ties share the mean of their ranks. A baseline counts only on sets that it was fitted to.
 */
export function meanRanks(table: PracticeTable, results: readonly SetResult[]): readonly string[] {
  const { baselines, score } = table;
  const models = ["default model", ...baselines];
  const metrics: readonly (readonly [heading: string, metric: Compared])[] = [
    ["NLL", "nll"],
    ...(score ? [[score.name, "score"] as const] : []),
  ];
  const lines = metrics.map(([heading, metric]) => {
    const ranks = results.map(({ means }) => ranksOf(models, means, metric));
    const entries = models.map((model) => {
      const found = ranks.flatMap((rankOf) => rankOf.get(model) ?? []);
      return found.length > 0 ? formatNumber(mean(found), 2) : "–";
    });
    return [heading, ...entries];
  });
  const grid = [["", ...models], ["---", ...models.map(() => "---")], ...lines];
  return [
    "## Mean rank over the sets",
    grid.map((row) => `| ${row.join(" | ")} |`).join("\n"),
    "1 is the best model of a set. A baseline counts only on the sets that it was fitted to.",
  ];
}

function ranksOf(
  models: readonly string[],
  means: SetResult["means"],
  metric: Compared,
): ReadonlyMap<string, number> {
  const sign = metric === "nll" ? 1 : -1;
  const values = models.flatMap((model, i) => {
    const value = means[i === 0 ? metric : `${model} ${metric}`];
    return value === undefined ? [] : [[model, sign * value] as const];
  });
  return new Map(
    values.map(([model, value]) => {
      const below = values.filter(([, other]) => other < value).length;
      const equal = values.filter(([, other]) => other === value).length;
      return [model, below + (equal + 1) / 2];
    }),
  );
}
