/** A table of 256 colors, as packed bytes r, g, b. */
export type ColorScale = Uint8ClampedArray;

type Stop = readonly [lightness: number, chroma: number, hue: number];

/**
 * Makes a scale whose lightness in OKLCH changes evenly, so that equal steps of a value look equal. It
 * runs from the color of the page to a color that stands out from it.
 */
export function colorScale(theme: "light" | "dark"): ColorScale {
  const stops = theme === "light" ? LIGHT : DARK;
  const table = new Uint8ClampedArray(3 * 256);
  for (let i = 0; i < 256; i++) table.set(rgb(mix(stops, i / 255)), 3 * i);
  return table;
}

const LIGHT: readonly Stop[] = [
  [0.985, 0.006, 95],
  [0.8, 0.11, 175],
  [0.61, 0.12, 215],
  [0.43, 0.14, 262],
  [0.25, 0.09, 290],
];
const DARK: readonly Stop[] = [
  [0.19, 0.015, 270],
  [0.38, 0.11, 280],
  [0.56, 0.13, 225],
  [0.75, 0.13, 170],
  [0.94, 0.1, 105],
];

function mix(stops: readonly Stop[], share: number): Stop {
  const at = Math.min(stops.length - 2, Math.floor(share * (stops.length - 1)));
  const rest = share * (stops.length - 1) - at;
  const [from, to] = [stops[at]!, stops[at + 1]!];
  return [0, 1, 2].map((i) => from[i]! + rest * (to[i]! - from[i]!)) as unknown as Stop;
}

/** Converts OKLCH to sRGB bytes. Reference: Ottosson. https://bottosson.github.io/posts/oklab */
function rgb([lightness, chroma, hue]: Stop): number[] {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((x) => 255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055));
}
