import type { Range } from "./chart-line.js";

/**
 * Returns the steps that a key leads to from those that are shown. `all` means all steps. Undefined
 * if the key has no meaning.
 */
export function moveRange(
  key: string,
  [from, to]: Range,
  [first, last]: Range,
): Range | "all" | undefined {
  const width = to - from;
  const shift = 0.1 * width;
  switch (key) {
    case "ArrowLeft":
      return [from - shift, to - shift];
    case "ArrowRight":
      return [from + shift, to + shift];
    case "+":
    case "=":
      return [from + 0.25 * width, to - 0.25 * width];
    case "-": {
      const wider: Range = [Math.max(first, from - width / 2), Math.min(last, to + width / 2)];
      return wider[0] <= first && wider[1] >= last ? "all" : wider;
    }
    case "0":
    case "Home":
      return "all";
    default:
      return undefined;
  }
}
