import { EbmError } from "@ebm/core/errors";

const TYPES = { Float32Array, Float64Array, Int32Array, Uint8Array } as const;

type TypeName = keyof typeof TYPES;

/** Values without a JSON notation: `{ "$": "Int32Array", "base64": "…" }`, `{ "$": "NaN" }`. */
interface Special {
  readonly $: string;
  readonly base64?: string;
}

/**
 * Writes a tree of plain objects, arrays, numbers, strings, booleans and typed arrays as JSON that
 * keeps all bits.
 *
 * @throws {EbmError} If there is something else in the tree.
 */
export function encodePlain(value: unknown): string {
  return JSON.stringify(convert(value), null, 1);
}

/** Returns the tree that was written. */
export function decodePlain(text: string): unknown {
  return JSON.parse(text, (_, node) => {
    if (node === null || typeof node !== "object" || !Object.hasOwn(node, "$")) return node;
    const { $: name, base64 } = node as Special;
    if (base64 === undefined) return Number(name);
    const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
    return new TYPES[name as TypeName](bytes.buffer);
  });
}

function convert(node: unknown): unknown {
  const type = Object.keys(TYPES).find((name) => node instanceof TYPES[name as TypeName]);
  if (type !== undefined) {
    const { buffer, byteOffset, byteLength } = node as Uint8Array;
    return { $: type, base64: Buffer.from(buffer, byteOffset, byteLength).toString("base64") };
  }
  if (Array.isArray(node)) return node.map(convert);
  if (typeof node === "number") {
    return Number.isFinite(node) && !Object.is(node, -0)
      ? node
      : { $: Object.is(node, -0) ? "-0" : `${node}` };
  }
  if (node === null || ["string", "boolean", "undefined"].includes(typeof node)) return node;
  if (Object.getPrototypeOf(node) !== Object.prototype || Object.hasOwn(node as object, "$")) {
    throw new EbmError(`encodePlain: \`value\` has ${String(node)} in it, expected plain data.`);
  }
  const entries = Object.entries(node as object);
  return Object.fromEntries(entries.map(([name, item]) => [name, convert(item)]));
}
