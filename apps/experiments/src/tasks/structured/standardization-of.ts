import { type FittedColumn, featureNames, type Preprocessor } from "@ebm/datasets";

/** The mean and deviation by which each feature is scaled; 0 and 1 where a feature is no number. */
export function standardizationOf({ columns }: Preprocessor): {
  readonly mean: number[];
  readonly std: number[];
} {
  const features = columns.flatMap(scalesOf);
  return {
    mean: features.map(({ center }) => center),
    std: features.map(({ scale }) => scale),
  };
}

function scalesOf(column: FittedColumn): { readonly center: number; readonly scale: number }[] {
  const names = featureNames({ columns: [column] });
  return names.map((name) =>
    "center" in column && name === column.name ? column : { center: 0, scale: 1 },
  );
}
