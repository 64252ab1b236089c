import { EbmError } from "@ebm/core/errors";
import type { Feeds, Packed, Signature } from "@ebm/onnx-export";

type Spec = Signature["inputs"][string];

/**
 * The inputs of a model out of JSON: an object of nested lists by the names of the inputs.
 *
 * @throws {EbmError} At the first entry that does not fit: where it is, what came, what was expected.
 */
export function readInputs(body: unknown, inputs: Signature["inputs"]): Feeds {
  const names = Object.keys(inputs);
  const expected = names.map((name) => `\`${name}\` ${worded(inputs[name]!)}`).join(" and ");
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new EbmError(`the body is ${kindOf(body)}, expected an object of ${expected}.`);
  }
  const given = body as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(inputs, name));
  if (unknown !== undefined) {
    throw new EbmError(`the body has \`${unknown.slice(0, 40)}\`, expected ${expected}.`);
  }
  const sizes = new Map<string, number>();
  return Object.fromEntries(
    names.map((name) => {
      if (!Object.hasOwn(given, name)) {
        throw new EbmError(`the body has no \`${name}\`, expected ${expected}.`);
      }
      return [name, readTensor(given[name], { name, spec: inputs[name]!, sizes })];
    }),
  );
}

function readTensor(
  value: unknown,
  { name, spec, sizes }: { name: string; spec: Spec; sizes: Map<string, number> },
): Packed {
  const { fits, expected, array } = kinds[spec.dtype] ?? kinds.float32!;
  const shape: number[] = [];
  const numbers: number[] = [];
  // the indices of where it is: worded only where something is wrong
  const place: number[] = [];
  const wrong = (what: string): EbmError =>
    new EbmError([`\`${name}\``, ...place.map((i) => `[${i}]`)].join("") + what);

  const visit = (at: unknown, depth: number): void => {
    const size = spec.shape[depth];
    if (size === undefined) {
      if (!fits(at)) throw wrong(` is ${kindOf(at)}, expected ${expected}.`);
      numbers.push(at === null ? Number.NaN : Number(at));
      return;
    }
    if (!Array.isArray(at)) throw wrong(` is ${kindOf(at)}, expected a list, of ${worded(spec)}.`);
    const wanted = typeof size === "number" ? size : (shape[depth] ?? sizes.get(size));
    if (wanted !== undefined && at.length !== wanted) {
      throw wrong(` has ${at.length} entries, expected ${wanted}, of ${worded(spec)}.`);
    }
    if (at.length === 0 && typeof size === "string") {
      throw wrong(` has no entries, expected 1 or more, of ${worded(spec)}.`);
    }
    if (typeof size === "string") sizes.set(size, at.length);
    shape[depth] = at.length;
    for (let i = 0; i < at.length; i++) {
      place.push(i);
      visit(at[i], depth + 1);
      place.pop();
    }
  };
  visit(value, 0);
  return { data: array.from(numbers), shape };
}

interface Kind {
  readonly fits: (value: unknown) => boolean;
  readonly expected: string;
  readonly array: { from(values: number[]): Packed["data"] };
}

/** The words for an entry of each dtype. */
const kinds: Readonly<Record<string, Kind>> = {
  float32: {
    fits: (value) => typeof value === "number" && Number.isFinite(Math.fround(value)),
    expected: "a finite number",
    array: Float32Array,
  },
  // raw columns: a missing value is null
  float64: {
    fits: (value) => value === null || (typeof value === "number" && Number.isFinite(value)),
    expected: "a finite number, or null where it is missing",
    array: Float64Array,
  },
  int32: {
    fits: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
    expected: "a whole number",
    array: Int32Array,
  },
  bool: {
    fits: (value) => typeof value === "boolean",
    expected: "true or false",
    array: Uint8Array,
  },
};

function worded({ shape, dtype }: Spec): string {
  return shape.length === 0 ? `a ${dtype}` : `[${shape.join(", ")}] ${dtype}`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null || typeof value !== "object") return String(value).slice(0, 40) || "empty";
  return "an object";
}
