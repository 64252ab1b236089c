import { join } from "node:path";
import { writeDurably } from "@ebm/core/files";
import type { ArtefactStore, FinishedTrial } from "@ebm/sweep";
import { exists } from "../run-files/json-files.js";
import { makeDirectory } from "../run-files/make-directory.js";
import { rankPoints } from "./rank-points.js";
import type { RunSweepConfig } from "./run-sweep-config.js";

export interface RestoreBestInputs {
  readonly config: RunSweepConfig;
  readonly trials: readonly FinishedTrial[];
  readonly store: ArtefactStore;
}

/**
 * Writes the runs of the best point of each data set into a directory, from where workers on any
 * machine stored them. Runs that are there already stay.
 */
export async function restoreBest(
  directory: string,
  { config, trials, store }: RestoreBestInputs,
): Promise<void> {
  const ranked = rankPoints(config, trials);
  for (const { name } of config.sources) {
    const best = ranked.find(({ cohort }) => cohort === name);
    for (const { id, files } of best?.trials ?? []) {
      const run = join(directory, id);
      if (!files || (await exists(run))) continue;
      await makeDirectory(run);
      for (const [file, sha256] of Object.entries(files)) {
        await writeDurably(join(run, file), await store.get(sha256));
      }
    }
  }
}
