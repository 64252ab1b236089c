import { encodeModel, trace } from "@ebm/trace";
import { type PreprocessorLike, withPreprocessor } from "../src/index.js";

/** Column names as in real files. */
const region = { name: "__proto__", kind: "category", hasMissing: true } as const;

/** A preprocessor with a column of each kind. */
export const preprocessor: PreprocessorLike = {
  columns: [
    { name: "age", kind: "number", hasMissing: true, median: 40, center: 42, scale: 10 },
    {
      name: "since, or 🙂",
      kind: "datetime",
      hasMissing: false,
      median: 1.7e12,
      center: 1.7e12,
      scale: 1000,
      periods: ["day"],
    },
    { ...region, categories: ["a,b", "north", "🙂"], unknown: "state" },
    { name: "sex", kind: "category", hasMissing: false, categories: ["f", "m"], unknown: "zeros" },
    { name: "member", kind: "boolean", hasMissing: false },
    {
      name: "rank",
      kind: "number",
      hasMissing: false,
      median: 1,
      center: 1,
      scale: 1,
      quantiles: [
        { value: 0, level: -1 },
        { value: 1, level: 0 },
        { value: 3, level: 1 },
      ],
    },
  ],
  notes: ["Columns of one value were left out: `id`."],
};

/** Its number of features. */
export const FEATURES = 13;

/** Makes a file that returns the features of a preprocessor. */
export function featuresFile(
  of: PreprocessorLike = preprocessor,
  width: number = FEATURES,
): Uint8Array<ArrayBuffer> {
  const x = { shape: ["batch", width], dtype: "float32" };
  return withPreprocessor(encodeModel(trace((tensors) => ({ features: tensors.x! }), { x })), of);
}

/** Rows with values of all kinds, and the expected features. */
export const records: readonly Readonly<Record<string, unknown>>[] = JSON.parse(`[
  { "rank": 2, "age": 52, "since, or 🙂": "2023-11-14T22:13:21Z", "__proto__": "north", "sex": "m", "member": true },
  { "rank": -7, "age": null, "since, or 🙂": null, "__proto__": null, "sex": null, "member": null },
  { "rank": 9, "age": "32", "since, or 🙂": "2023-11-14 22:13:20", "__proto__": "south", "sex": "x", "member": "false" }
]`);
