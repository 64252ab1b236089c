import { LIGHT } from "../colors.js";
import type { Layers } from "./layered.js";
import type { Quantitative } from "./quantitative.js";

/** The style of lines that show the ideal. */
export const REFERENCE: { color: string; strokeWidth: number; strokeDash: number[] } = {
  color: LIGHT.contrast,
  strokeWidth: 1.5,
  strokeDash: [5, 4],
};

export interface IdentityInputs {
  readonly x: Quantitative;
  readonly y: Quantitative;
  readonly domain: readonly [number, number];
}

/** Plots the line on which both axes are equal. */
export const identityLine = ({ x, y, domain }: IdentityInputs): Layers[number] => ({
  data: { values: domain.map((value) => ({ [x.field]: value, [y.field]: value })) },
  mark: { type: "line", ...REFERENCE },
  encoding: { x, y },
});
