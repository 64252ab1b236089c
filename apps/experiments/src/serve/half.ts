/** Returns the bits of a number in half precision, rounded to nearest, ties to even. */
export function toHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  // steps are 2⁻²⁴ below 2⁻¹⁴, and 2⁻¹⁰ of the power of two above that
  const exponent = Math.max(-14, Math.floor(Math.log2(size)));
  const exact = size / 2 ** (exponent - 10);
  const down = Math.floor(exact);
  const rest = exact - down;
  const steps = rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? down + 1 : down;
  return sign | (steps + (exponent + 14) * 1024);
}

/** Returns the number that bits of half precision represent. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const steps = bits & 1023;
  if (exponent === 31) return steps === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * steps * 2 ** -24;
  return sign * (1024 + steps) * 2 ** (exponent - 25);
}
