import { TensorProto_DataType as DataType } from "onnx-buf";
import type { FittedNumberLike, PreprocessorLike } from "../schema/preprocessor-like.js";
import type { GraphWriter } from "../write/graph-writer.js";
import { type Feature, preprocessorFeatures } from "./preprocessor-features.js";

type Knot = NonNullable<FittedNumberLike["quantiles"]>[number];
type OfKind<Kind extends Feature["kind"]> = Extract<Feature, { readonly kind: Kind }>;

/**
 * Writes the nodes that compute features from raw columns, in float64, and cast them to float32.
 * The features of a kind are computed together, and put in order at the end.
 */
export function writePreprocessor(
  writer: GraphWriter,
  preprocessor: PreprocessorLike,
  { raw, output }: { readonly raw: string; readonly output: string },
): void {
  const { op, int64 } = writer;
  const features = preprocessorFeatures(preprocessor);
  const x = withMissingCodes(writer, preprocessor, raw);
  const blocks = blockWriters(writer, x);
  const places = new Map<Feature, bigint>();
  const written: string[] = [];
  for (const [kind, write] of Object.entries(blocks)) {
    const ofKind = features.filter((feature) => feature.kind === kind);
    if (ofKind.length === 0) continue;
    written.push(write(ofKind as never));
    for (const feature of ofKind) places.set(feature, BigInt(places.size));
  }
  const all = op("Concat", written, { axis: 1 });
  const order = features.map((feature) => places.get(feature)!);
  const ordered = op("Gather", [all, int64(...order)], { axis: 1 });
  const checked = refuseUnknown(writer, preprocessor, { x, features: ordered });
  op("Cast", [checked], { to: DataType.FLOAT }, output);
}

/** The largest number of float32. */
const LARGEST = 3.4028234663852886e38;

/** The length of each period in milliseconds. */
const PERIODS = { day: 86_400_000, week: 7 * 86_400_000, year: 365.2425 * 86_400_000 };

/** Functions that compute the features of a kind from `x`, raw columns in which NaN is missing. */
function blockWriters(
  writer: GraphWriter,
  x: string,
): { readonly [Kind in Feature["kind"]]: (features: readonly OfKind<Kind>[]) => string } {
  const { op, doubles } = writer;
  const columnsOf = (features: readonly Feature[]): string =>
    gather(
      writer,
      x,
      features.map(({ column }) => column),
    );
  const toDouble = (bits: string): string => op("Cast", [bits], { to: DataType.DOUBLE });

  const filled = (features: readonly OfKind<"scaled" | "ranked">[]): string => {
    const values = columnsOf(features);
    const medians = doubles(features.map(({ fitted }) => fitted.median));
    return op("Where", [op("IsNaN", [values]), medians, values]);
  };
  const phases = (
    circle: "Sin" | "Cos",
    features: readonly OfKind<"sine" | "cosine">[],
  ): string => {
    const times = columnsOf(features);
    const turns = op("Div", [times, doubles(features.map(({ period }) => PERIODS[period]))]);
    const phase = op("Mul", [op("Sub", [turns, op("Floor", [turns])]), doubles([2 * Math.PI])]);
    return op("Where", [op("IsNaN", [times]), doubles([0]), op(circle, [phase])]);
  };

  return {
    scaled(features) {
      const centered = op("Sub", [
        filled(features),
        doubles(features.map(({ fitted }) => fitted.center)),
      ]);
      const scaled = op("Div", [centered, doubles(features.map(({ fitted }) => fitted.scale))]);
      return op("Clip", [scaled, doubles([-LARGEST], []), doubles([LARGEST], [])]);
    },
    ranked: (features) => ranks(writer, filled(features), features),
    sine: (features) => phases("Sin", features),
    cosine: (features) => phases("Cos", features),
    indicator: (features) =>
      toDouble(op("Equal", [columnsOf(features), doubles(features.map(({ code }) => code))])),
    bit(features) {
      const values = columnsOf(features);
      const isBit = op("Or", [
        op("Equal", [values, doubles([0])]),
        op("Equal", [values, doubles([1])]),
      ]);
      return op("Where", [isBit, values, doubles([0.5])]);
    },
    unknown: (features) =>
      toDouble(
        unknownCodes(
          writer,
          columnsOf(features),
          features.map(({ categories }) => categories),
        ),
      ),
    missing: (features) => toDouble(op("IsNaN", [columnsOf(features)])),
  };
}

/** Replaces the code −1 of a missing category by NaN. */
function withMissingCodes(
  { op, doubles }: GraphWriter,
  { columns }: PreprocessorLike,
  raw: string,
): string {
  if (!columns.some(({ kind }) => kind === "category")) return raw;
  // NaN does not equal itself
  const codes = columns.map(({ kind }) => (kind === "category" ? -1 : Number.NaN));
  return op("Where", [op("Equal", [raw, doubles(codes)]), doubles([Number.NaN]), raw]);
}

/**
 * Computes the level of each x, which is piecewise linear between its quantiles, as a sum over the
 * steps between two quantiles:
 *
 *   level₀ + Σₖ (levelₖ₊₁ − levelₖ) clip((x − valueₖ) / (valueₖ₊₁ − valueₖ), 0, 1).
 */
function ranks(
  { op, doubles, int64 }: GraphWriter,
  x: string,
  features: readonly OfKind<"ranked">[],
): string {
  const all = features.map(({ fitted }) => fitted.quantiles ?? []);
  const steps = all.reduce((most, { length }) => Math.max(most, length - 1), 0);
  // halved if values are so large that a difference could overflow
  const halves = all.map((knots) => (knots.some(({ value }) => Math.abs(value) > 1e300) ? 0.5 : 1));
  // a column with fewer steps gets extra steps that add nothing
  const table = (entry: (from: Knot, to: Knot, half: number) => number, none: number): string => {
    const rows = all.map((knots, i) =>
      Array.from({ length: steps }, (_, k) =>
        k + 1 < knots.length ? entry(knots[k]!, knots[k + 1]!, halves[i]!) : none,
      ),
    );
    return doubles(rows.flat(), [1, all.length, steps]);
  };
  const starts = table((from, _, half) => from.value * half, 0);
  const widths = table((from, to, half) => to.value * half - from.value * half, 1);
  const rises = table((from, to) => to.level - from.level, 0);
  const column = op("Unsqueeze", [op("Mul", [x, doubles(halves)]), int64(2n)]);
  const parts = op("Div", [op("Sub", [column, starts]), widths]);
  const clipped = op("Clip", [parts, doubles([0], []), doubles([1], [])]);
  const risen = op("ReduceSum", [op("Mul", [clipped, rises]), int64(2n)], { keepdims: 0 });
  return op("Add", [risen, doubles(all.map(([first]) => first?.level ?? 0))]);
}

/** Returns whether codes are neither missing nor one of 0, …, K − 1. */
function unknownCodes(
  { op, doubles }: GraphWriter,
  codes: string,
  counts: readonly number[],
): string {
  const isWhole = op("Equal", [codes, op("Floor", [codes])]);
  const isWithin = op("And", [
    op("GreaterOrEqual", [codes, doubles([0])]),
    op("Less", [codes, doubles(counts)]),
  ]);
  const isKnown = op("Or", [op("And", [isWhole, isWithin]), op("IsNaN", [codes])]);
  return op("Not", [isKnown]);
}

/** Sets all features of a row to NaN if an unknown category in it is an error. */
function refuseUnknown(
  writer: GraphWriter,
  { columns }: PreprocessorLike,
  { x, features }: { readonly x: string; readonly features: string },
): string {
  const { op, doubles, int64 } = writer;
  const refused = columns.flatMap((fitted, column) =>
    fitted.kind === "category" && fitted.unknown === "error"
      ? [{ column, count: fitted.categories.length }]
      : [],
  );
  if (refused.length === 0) return features;
  const codes = gather(
    writer,
    x,
    refused.map(({ column }) => column),
  );
  const isRefused = unknownCodes(
    writer,
    codes,
    refused.map(({ count }) => count),
  );
  const poison = op("Where", [isRefused, doubles([Number.NaN]), doubles([0])]);
  return op("Add", [features, op("ReduceSum", [poison, int64(1n)], { keepdims: 1 })]);
}

function gather({ op, int64 }: GraphWriter, x: string, columns: readonly number[]): string {
  return op("Gather", [x, int64(...columns.map(BigInt))], { axis: 1 });
}
