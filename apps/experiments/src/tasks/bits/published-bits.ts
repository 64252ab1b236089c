import { binaryDatasets, type FetchOptions, loadBinary } from "@ebm/datasets";
import type { BitsData } from "./bits-data.js";

/** Loads a published data set, split by its files. */
export async function publishedBits(name: string, fetch: FetchOptions): Promise<BitsData> {
  const known = name as keyof typeof binaryDatasets;
  const { train, valid, test } = await loadBinary(known, fetch);
  const { rows, features, reference } = binaryDatasets[known];
  return {
    dataset: { name, rows, dimensions: { Columns: features }, source: reference },
    found: undefined,
    columns: Array.from({ length: features }, (_, j) => ({
      name: `bit ${j + 1}`,
      kind: "boolean",
      hasMissing: false,
    })),
    train,
    validation: valid,
    test,
    notes: [
      `The file of ${valid.shape[0]} validation rows chooses penalties, weights and the energy.`,
    ],
  };
}
