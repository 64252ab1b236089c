import type { Value } from "../graph.js";
import { channelsLast, imagesOf, ofImages } from "../layout.js";
import type { Operators } from "../operators.js";

/** Pads x along each axis, with one value or by reflection. */
export function pad(
  o: Operators,
  x: Value,
  paddings: readonly (readonly [before: number, after: number])[],
  fill: number | "reflect",
): Value {
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  const images = imagesOf(x);
  if (images) return channelsLast(o, pad(o, images, ofImages(paddings), fill));
  const shape = x.shape.map((size, i) => size + paddings[i]![0] + paddings[i]![1]);
  const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
  const values = fill === "reflect" ? [] : [o.scalar(fill, x.dtype)];
  const mode = fill === "reflect" ? fill : "constant";
  return o.op("Pad", [x, o.ints(pads), ...values], { shape, dtype: x.dtype }, { mode });
}
