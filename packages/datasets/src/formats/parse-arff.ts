import { type Arff, readArff } from "./read-arff.js";

export interface ArffOptions {
  /** The name of the file, for errors. */
  readonly file?: string | undefined;
  /** What to do with `?`: refuse the file, or keep it as NaN. */
  readonly missing?: "refuse" | "keep" | undefined;
}

/**
 * Reads Weka's attribute-relation file format: dense rows `1,a,?` and sparse ones `{0 1, 3 a}`,
 * where what is not listed is 0, the first value of a nominal attribute, or the empty string.
 *
 * Dates, relations, and the weights of attributes and rows are refused.
 *
 * Reference: https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/
 *
 * @throws {EbmError} At the line and column of what does not fit.
 */
export function parseArff(text: string, { file, missing = "refuse" }: ArffOptions = {}): Arff {
  return readArff({ where: "parseArff", text, file }, { missing, labels: new Set() });
}
