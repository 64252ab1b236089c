import { EbmError } from "@ebm/core/errors";
import type { Matrix } from "../matrix.js";
import { encodeFeatures, type NominalEncoding } from "./encode-features.js";
import { type Arff, type ArffOptions, readArff } from "./parse-arff.js";

/** Inputs, and the labels that each of them has. */
export interface MultilabelData {
  /** Shape [rows, features]. */
  readonly x: Matrix;
  /** Labels: 1 if a row has the label, else 0. Shape [rows, labels]. */
  readonly y: Matrix;
  readonly featureNames: readonly string[];
  readonly labelNames: readonly string[];
}

export interface MultilabelOptions extends ArffOptions {
  /**
   * How nominal features become numbers: a column for each value, but one column if there are two
   * values; or the index of the value. Default: "one-hot".
   */
  readonly nominal?: NominalEncoding | undefined;
  /** The attributes to leave out, such as identifiers. Default: none. */
  readonly drop?: readonly string[] | undefined;
}

/**
 * Reads a multilabel data set in ARFF: the attributes named in `labels` are the labels, which
 * must be 0 or 1, and the others the features, which must not be strings. Both keep the order
 * of the file, whatever the order of `labels`.
 *
 * Missing features are refused, or NaN with `missing: "keep"`; missing labels are refused.
 *
 * @throws {EbmError} If the text is malformed. It names the line and column.
 */
export function parseMultilabel(
  text: string,
  options: MultilabelOptions & { readonly labels: readonly string[] },
): MultilabelData {
  const { labels, drop = [], missing = "refuse", nominal = "one-hot", file } = options;
  const source = { where: "parseMultilabel", text, file };
  const arff = readArff(source, { missing, labels: new Set(labels) });
  const where = `parseMultilabel:${file === undefined ? "" : ` ${file}:`}`;
  const dropped = placesOf(arff, drop, `${where} \`drop\``);
  const labeled = placesOf(arff, labels, `${where} \`labels\``);
  const places: number[] = [];
  for (const [place, { name, type }] of arff.attributes.entries()) {
    if (labeled.has(place) || dropped.has(place)) continue;
    if (type === "string") {
      throw new EbmError(
        `${where} \`${name}\` is a string, expected numbers or nominal values. Name it in \`drop\`.`,
      );
    }
    places.push(place);
  }
  const inOrder = [...labeled].sort((a, b) => a - b);
  return {
    ...encodeFeatures(arff, { places, nominal }),
    y: encodeLabels(arff, inOrder),
    labelNames: inOrder.map((place) => arff.attributes[place]!.name),
  };
}

function placesOf({ attributes }: Arff, names: readonly string[], what: string): Set<number> {
  const places = new Map(attributes.map(({ name }, place) => [name, place]));
  return new Set(
    names.map((name) => {
      const place = places.get(name);
      if (place === undefined)
        throw new EbmError(`${what} has \`${name}\`, expected an attribute.`);
      return place;
    }),
  );
}

function encodeLabels(
  { attributes, data: { data, shape } }: Arff,
  places: readonly number[],
): Matrix {
  const [rows, width] = shape;
  const y = new Float32Array(rows * places.length);
  // of {1, 0}, the first value is 1
  const flipped = places.map((place) => attributes[place]!.values[0] === "1");
  for (let row = 0; row < rows; row++) {
    for (let label = 0; label < places.length; label++) {
      const entry = data[row * width + places[label]!]!;
      y[row * places.length + label] = flipped[label] ? 1 - entry : entry;
    }
  }
  return { data: y, shape: [rows, places.length] };
}
