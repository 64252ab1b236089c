import type { ColorScale } from "../ui/color-scale.js";

export interface PlanePicture {
  /** Energies on a square grid, row by row from the top. */
  readonly energies?: Float32Array | undefined;
  readonly show: "density" | "energy";
  readonly points: ArrayLike<number>;
  readonly walkers?: ArrayLike<number> | undefined;
  /** Half the width of the square. */
  readonly extent: number;
  readonly marker?: readonly [x: number, y: number] | undefined;
  readonly scale: ColorScale;
  readonly theme: "light" | "dark";
}

/** Energies this far above the least are drawn alike. */
const ENERGY_RANGE = 8;
const MOST_POINTS = 2500;

/** Draws the energy or the density of a model, with data and samples. */
export function drawPlane(canvas: HTMLCanvasElement, picture: PlanePicture): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { energies, points, walkers, extent, marker, scale, theme } = picture;
  const size = canvas.width;
  const unit = size / 480;
  context.fillStyle = `rgb(${scale.slice(0, 3).join()})`;
  context.fillRect(0, 0, size, size);
  if (energies) {
    context.imageSmoothingQuality = "high";
    context.drawImage(shades(energies, picture), 0, 0, size, size);
  }
  const dots = (list: ArrayLike<number>, radius: number, color: string): void => {
    context.fillStyle = color;
    context.beginPath();
    const every = Math.max(1, Math.ceil(list.length / 2 / MOST_POINTS));
    for (let i = 0; i < list.length; i += 2 * every) {
      const x = (list[i]! / extent + 1) * (size / 2);
      const y = (1 - list[i + 1]! / extent) * (size / 2);
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 7);
    }
    context.fill();
  };
  const ink =
    theme === "light"
      ? [
          ["#0b1020", 0.42],
          ["#c2410c", 0.95],
        ]
      : [
          ["#ffffff", 0.45],
          ["#ff9d57", 0.95],
        ];
  context.globalAlpha = Number(ink[0]![1]) * (energies ? 0.6 : 1);
  dots(points, 1.3 * unit, String(ink[0]![0]));
  if (walkers) {
    context.globalAlpha = Number(ink[1]![1]);
    dots(walkers, 2.1 * unit, String(ink[1]![0]));
  }
  context.globalAlpha = 1;
  if (marker) cross(context, { marker, extent, size, unit, theme });
}

interface Cross {
  readonly marker: readonly [x: number, y: number];
  readonly extent: number;
  readonly size: number;
  readonly unit: number;
  readonly theme: "light" | "dark";
}

function cross(
  context: CanvasRenderingContext2D,
  { marker, extent, size, unit, theme }: Cross,
): void {
  const x = (marker[0] / extent + 1) * (size / 2);
  const y = (1 - marker[1] / extent) * (size / 2);
  for (const [width, color] of theme === "light" ? WITH_LIGHT : WITH_DARK) {
    context.lineWidth = width * unit;
    context.strokeStyle = color;
    context.beginPath();
    context.arc(x, y, 7 * unit, 0, 7);
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.moveTo(x + 4 * dx * unit, y + 4 * dy * unit);
      context.lineTo(x + 12 * dx * unit, y + 12 * dy * unit);
    }
    context.stroke();
  }
}

const WITH_LIGHT = [
  [4, "#ffffff"],
  [1.6, "#0b1020"],
] as const;
const WITH_DARK = [
  [4, "#0b1020"],
  [1.6, "#ffffff"],
] as const;

function shades(energies: Float32Array, { show, scale }: PlanePicture): HTMLCanvasElement {
  const side = Math.round(Math.sqrt(energies.length));
  const image = new ImageData(side, side);
  const least = energies.reduce((a, b) => Math.min(a, b), Infinity);
  for (let i = 0; i < energies.length; i++) {
    const above = energies[i]! - least;
    const share =
      show === "density" ? Math.exp(-above) ** 0.75 : Math.max(0, 1 - above / ENERGY_RANGE);
    const color = 3 * Math.round(255 * share);
    image.data.set([scale[color]!, scale[color + 1]!, scale[color + 2]!, 255], 4 * i);
  }
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side;
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}
