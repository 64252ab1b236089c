import { EbmError } from "@ebm/core/errors";
import { fitPreprocessor, type Rankings, rankings, type Table } from "@ebm/datasets";
import { withoutPlaces } from "@ebm/models";
import type { DataFile } from "../../run-files/run-config.js";
import { readOwnTable } from "../tables/read-own-table.js";
import type { RawRows } from "./raw-rows.js";
import type { RowsConfig } from "./structured-config.js";

type Settings = RowsConfig & { readonly model: string };

interface Files {
  readonly file: DataFile;
  readonly test?: DataFile | undefined;
}

/**
 * Reads rankings and the columns to predict them from. Columns that are named after the labels and
 * contain their places, as in published files, are not features.
 *
 * @throws {EbmError} If a file cannot be read. Also if a ranking has ties or leaves out a label,
 *   and the model needs complete orders.
 */
export async function ownRankings({ file, test }: Files, settings: Settings): Promise<RawRows> {
  const target = settings.target ?? "ranking";
  const ownTable = await readOwnTable({ train: file, test, targetsOf: () => [target] }, settings);
  const ranked = rankings(ownTable.targets);
  if (settings.model !== "stack") checkComplete(ownTable.targets, ranked, settings.model);
  const { features, notes } = withoutPlaces(ownTable.features, {
    ...ranked,
    keep: settings.features,
  });
  return {
    ...ownTable,
    name: "own file",
    features,
    fit: fitPreprocessor,
    targets: ranked.ranks,
    labelNames: ranked.labelNames,
    target,
    notes: [...ownTable.notes, ...ranked.notes, ...notes],
  };
}

/** Checks that rankings are complete orders, which the models of the paper need. */
function checkComplete({ file }: Table, { ranks, labelNames }: Rankings, model: string): void {
  const wayOut = `--model ${model} needs: use --model stack, which learns from such rows`;
  const [rows, labels] = ranks.shape;
  for (let row = 0; row < rows; row++) {
    const places = ranks.data.subarray(row * labels, (row + 1) * labels);
    const left = places.findIndex(Number.isNaN);
    if (left >= 0) {
      throw new EbmError(
        `${file}: row ${row + 1} ranks ${places.filter((place) => !Number.isNaN(place)).length} of ${labels} labels, without \`${labelNames[left]}\`, expected all of them, as ${wayOut}.`,
      );
    }
    if (new Set(places).size < labels) {
      throw new EbmError(
        `${file}: row ${row + 1} has labels that tie, expected an order of all ${labels} labels, as ${wayOut}.`,
      );
    }
  }
}
