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
  const shape: number[] = [];
  const numbers: number[] = [];
  const visit = (at: unknown, depth: number, where: string): void => {
    const size = spec.shape[depth];
    if (size === undefined) {
      numbers.push(readNumber(at, { where, dtype: spec.dtype }));
      return;
    }
    if (!Array.isArray(at)) {
      throw new EbmError(`${where} is ${kindOf(at)}, expected a list, of ${worded(spec)}.`);
    }
    const wanted = typeof size === "number" ? size : (shape[depth] ?? sizes.get(size));
    if (wanted !== undefined && at.length !== wanted) {
      throw new EbmError(
        `${where} has ${at.length} entries, expected ${wanted}, of ${worded(spec)}.`,
      );
    }
    if (at.length === 0 && typeof size === "string") {
      throw new EbmError(`${where} has no entries, expected 1 or more, of ${worded(spec)}.`);
    }
    if (typeof size === "string") sizes.set(size, at.length);
    shape[depth] = at.length;
    for (const [i, entry] of at.entries()) visit(entry, depth + 1, `${where}[${i}]`);
  };
  visit(value, 0, `\`${name}\``);
  const array = { int32: Int32Array, bool: Uint8Array }[spec.dtype] ?? Float32Array;
  return { data: array.from(numbers), shape };
}

function readNumber(
  value: unknown,
  { where, dtype }: { readonly where: string; readonly dtype: string },
): number {
  const accepts = {
    bool: () => typeof value === "boolean",
    int32: () => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
  }[dtype];
  const fits = accepts
    ? accepts()
    : typeof value === "number" && Number.isFinite(Math.fround(value));
  if (fits) return Number(value);
  const expected = { bool: "true or false", int32: "a whole number" }[dtype];
  throw new EbmError(`${where} is ${kindOf(value)}, expected ${expected ?? "a finite number"}.`);
}

function worded({ shape, dtype }: Spec): string {
  return shape.length === 0 ? `a ${dtype}` : `[${shape.join(", ")}] ${dtype}`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null || typeof value !== "object") return String(value).slice(0, 40) || "empty";
  return "an object";
}
