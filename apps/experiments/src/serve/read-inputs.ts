import { EbmError } from "@ebm/core/errors";
import type { Signature } from "@ebm/onnx-export";
import { dtypes, type ServedTensor, type ServedTensors } from "./dtypes.js";

type Spec = Signature["inputs"][string];

/**
 * Reads the inputs of a model from JSON: an object of nested lists by the names of the inputs.
 *
 * @throws {EbmError} At the first invalid entry, with its place, its value and the expected value.
 */
export function readInputs(body: unknown, inputs: Signature["inputs"]): ServedTensors {
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
): ServedTensor {
  const { fits, expected, pack } = dtypes[spec.dtype]!;
  const shape: number[] = [];
  const elements: unknown[] = [];
  // the indices of the entry, which are formatted only if it is invalid
  const place: number[] = [];
  const wrong = (what: string): EbmError =>
    new EbmError([`\`${name}\``, ...place.map((i) => `[${i}]`)].join("") + what);

  const visit = (value: unknown, depth: number): void => {
    const size = spec.shape[depth];
    if (size === undefined) {
      if (!fits(value)) throw wrong(` is ${kindOf(value)}, expected ${expected}.`);
      elements.push(value);
      return;
    }
    if (!Array.isArray(value))
      throw wrong(` is ${kindOf(value)}, expected a list, of ${worded(spec)}.`);
    const wanted = typeof size === "number" ? size : (shape[depth] ?? sizes.get(size));
    if (wanted !== undefined && value.length !== wanted) {
      throw wrong(` has ${value.length} entries, expected ${wanted}, of ${worded(spec)}.`);
    }
    if (value.length === 0 && typeof size === "string") {
      throw wrong(` has no entries, expected 1 or more, of ${worded(spec)}.`);
    }
    if (typeof size === "string") sizes.set(size, value.length);
    shape[depth] = value.length;
    for (let i = 0; i < value.length; i++) {
      place.push(i);
      visit(value[i], depth + 1);
      place.pop();
    }
  };
  visit(value, 0);
  return { data: pack(elements), shape };
}

function worded({ shape, dtype }: Spec): string {
  return shape.length === 0 ? `a ${dtype}` : `[${shape.join(", ")}] ${dtype}`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null || typeof value !== "object") return String(value).slice(0, 40) || "empty";
  return "an object";
}
