import { EbmError } from "@ebm/core/errors";
import type { Matrix, Table } from "@ebm/datasets";

export interface WithoutPlacesInputs {
  readonly ranks: Matrix;
  readonly labelNames: readonly string[];
  /** Columns that are features whatever they have. Default: none. */
  readonly keep?: readonly string[] | undefined;
}

/**
 * Leaves out the features that are named as labels and have their places, as some published files
 * do: they would tell the ranking.
 *
 * @throws {EbmError} If no feature is left.
 */
export function withoutPlaces(
  features: Table,
  { ranks, labelNames, keep = [] }: WithoutPlacesInputs,
): { readonly features: Table; readonly notes: readonly string[] } {
  const label = new Map(labelNames.map((name, i) => [name, i]));
  const isPlace = ({ name, values }: Table["columns"][number]): boolean =>
    label.has(name) && !keep.includes(name) && isPlaces(values, ranks, label.get(name)!);
  const places = features.columns.filter(isPlace).map(({ name }) => name);
  const columns = features.columns.filter((column) => !isPlace(column));
  if (columns.length === 0) {
    throw new EbmError(`${features.file} has no features, expected at least one.`);
  }
  const list = places.map((name) => `\`${name}\``).join(", ");
  const note = `Columns with the places of the labels are no features: ${list}.`;
  return { features: { ...features, columns }, notes: places.length > 0 ? [note] : [] };
}

/** Whether values are the places of a label in each row, counted from 0 or from 1. */
function isPlaces(values: ArrayLike<unknown>, ranks: Matrix, label: number): boolean {
  const labels = ranks.shape[1];
  const from = (start: number): boolean =>
    Array.from(values).every((value, row) =>
      Object.is(value, ranks.data[row * labels + label]! + start),
    );
  return from(0) || from(1);
}
