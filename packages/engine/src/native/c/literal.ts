import type { Value } from "@ebm/trace";

type Dtype = Value["dtype"];

/** The types of elements in C. */
export const cTypes: Readonly<Record<Dtype, string>> = {
  float32: "float",
  int32: "int32_t",
  int64: "int64_t",
  bool: "uint8_t",
};

/** Writes a number in C, so that it is read back with the same bits. */
export function literal(x: number | bigint, dtype: Dtype): string {
  if (dtype === "int64") return x < 0 ? `(${x}LL)` : `${x}LL`;
  if (dtype !== "float32") return x === -(2 ** 31) ? "INT32_MIN" : x < 0 ? `(${x})` : `${x}`;
  const number = Number(x);
  if (Number.isNaN(number)) return '__builtin_nanf("")';
  const size = Math.abs(number);
  const digits = Number.isInteger(size) && size < 1e21 ? `${size}.0f` : `${size}f`;
  const text = size > 3.4028234663852886e38 ? "__builtin_inff()" : digits;
  return number < 0 || Object.is(number, -0) ? `(-${text})` : text;
}
