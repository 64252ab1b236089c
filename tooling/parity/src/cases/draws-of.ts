import { foldIn, key, normal, uniform } from "@ebm/core";
import type { Packed } from "@ebm/engine";
import { util } from "@tensorflow/tfjs-core";

type Draw = (...shape: readonly number[]) => Packed;

/** Generates the inputs of a family of cases, independent of the cases of other families. */
export function drawsOf(family: number): { readonly normals: Draw; readonly uniforms: Draw } {
  let count = 0;
  const from =
    (draw: typeof normal): Draw =>
    (...shape) => ({
      data: draw(foldIn(key(family), ++count), util.sizeFromShape([...shape])),
      shape,
    });
  return { normals: from(normal), uniforms: from(uniform) };
}
