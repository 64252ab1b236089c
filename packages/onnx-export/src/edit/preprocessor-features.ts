import type {
  FittedCategoryLike,
  FittedColumnLike,
  FittedNumberLike,
  Period,
  PreprocessorLike,
} from "../schema/preprocessor-like.js";

/** A feature of a model, and the position of the column that it is computed from. */
export type Feature = { readonly column: number } & (
  | { readonly kind: "scaled"; readonly fitted: FittedNumberLike }
  | { readonly kind: "ranked"; readonly fitted: FittedNumberLike }
  | { readonly kind: "sine"; readonly period: Period }
  | { readonly kind: "cosine"; readonly period: Period }
  | { readonly kind: "indicator"; readonly code: number }
  | { readonly kind: "unknown"; readonly categories: number }
  | { readonly kind: "bit" }
  | { readonly kind: "missing" }
);

/** Returns the features of a preprocessor, in the order in which `applyPreprocessor` has them. */
export function preprocessorFeatures({ columns }: PreprocessorLike): Feature[] {
  return columns.flatMap((fitted, column) => [
    ...valueFeatures(fitted, column),
    ...(fitted.hasMissing ? [{ kind: "missing", column } as const] : []),
  ]);
}

function valueFeatures(fitted: FittedColumnLike, column: number): Feature[] {
  switch (fitted.kind) {
    case "number":
    case "datetime":
      return numberFeatures(fitted, column);
    case "category":
      return categoryFeatures(fitted, column);
    case "boolean":
      return [{ kind: "bit", column }];
  }
}

function numberFeatures(fitted: FittedNumberLike, column: number): Feature[] {
  const { scale, quantiles, periods = [] } = fitted;
  const kind = quantiles === undefined ? "scaled" : "ranked";
  return [
    ...(scale === 0 ? [] : [{ kind, column, fitted } as const]),
    ...periods.flatMap((period) => [
      { kind: "sine", column, period } as const,
      { kind: "cosine", column, period } as const,
    ]),
  ];
}

function categoryFeatures({ categories, unknown }: FittedCategoryLike, column: number): Feature[] {
  const count = categories.length;
  const indicators = categories.map((_, code) => ({ kind: "indicator", column, code }) as const);
  return [
    ...(count === 2 ? [{ kind: "bit", column } as const] : indicators),
    ...(unknown === "state" ? [{ kind: "unknown", column, categories: count } as const] : []),
  ];
}
