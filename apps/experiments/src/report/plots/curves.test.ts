import { expect, test } from "vitest";
import { renderSvg } from "../drawing/render-svg.js";
import type { Plot } from "../plot.js";
import { type Curve, curves } from "./curves.js";

const named = (name: string, reference = false): Curve => ({
  name,
  points: [
    [1, 0.001],
    [64, 10],
  ],
  reference,
});

const specOf = (own: readonly Curve[], log = {}): Plot["spec"] => {
  const texts = { name: "n", title: "t", subtitle: "s", description: "d", x: "x", y: "y" };
  return curves({ ...texts, curves: own, log }).spec;
};

test("no two of nine curves have a color in common, and the reference alone is dashed", async () => {
  const own = Array.from({ length: 9 }, (_, i) => named(`curve ${i}`, i === 3));
  const svg = await renderSvg("n", specOf(own));
  const lines = [
    ...svg.matchAll(/stroke="(#\w+)" stroke-width="2"[^>]*stroke-dasharray="([^"]*)"/g),
  ];
  expect(lines).toHaveLength(9);
  expect(new Set(lines.map(([, color]) => color)).size).toBe(9);
  expect(lines.map(([, , dash]) => dash).filter((dash) => dash === "6,4")).toHaveLength(1);
});

test("axes are logarithmic where a base is given", async () => {
  const ticks = (svg: string) => [...svg.matchAll(/>([\d.]+)<\/text>/g)].map(([, text]) => text);
  const svg = await renderSvg("n", specOf([named("curve")], { x: 4, y: 10 }));
  expect(ticks(svg)).toEqual(["1", "4", "16", "64", "0.001", "0.01", "0.1", "1", "10"]);
});

test("longer names leave less room for the lines", () => {
  const width = (name: string) => (specOf([named(name)]) as { width: number }).width;
  expect(width("a") - width("a longer name")).toBeGreaterThan(80);
});
