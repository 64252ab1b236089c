// Predicts the price of flats with intervals, and checks how many held-out prices they contain.
import "@tensorflow/tfjs-backend-cpu";
import { key, normal, uniform } from "@ebm/core";
import { fitRegression } from "@ebm/models";

// Prices in thousands. They vary more in the center, and for large flats.
const rows = 800;
const [u, z] = [uniform(key(1), 2 * rows), normal(key(2), rows)];
const flats = Array.from({ length: rows }, (_, i) => {
  const area = 30 + 120 * u[2 * i]!;
  const place = u[2 * i + 1]! < 0.4 ? "center" : "suburb";
  const price = place === "center" ? area * (5 + z[i]!) : area * (3 + 0.3 * z[i]!);
  return { area, place, price };
});
const heldOut = flats.slice(500);
const model = await fitRegression(flats.slice(0, 500), { target: "price", budgetSeconds: 3 });

// Nine in ten prices should be between the quantiles of 5 % and 95 %.
const intervals = await model.intervals(heldOut, [0.05, 0.95]);
const covered = heldOut.filter(({ price }, i) => {
  const [low, high] = intervals[i]!.price!.quantiles;
  return low! <= price && price <= high!;
});
const coverage = (100 * covered.length) / heldOut.length;
console.log(`Held-out prices within their 90 % interval: ${coverage.toFixed(1)} %`);

const questions = ["center", "suburb"].map((place) => ({ area: 80, place }));
for (const [i, { price }] of (await model.intervals(questions)).entries()) {
  const [low, , high] = price!.quantiles.map((value) => value.toFixed(0));
  console.log(`80 m², ${questions[i]!.place}: ${price!.mean.toFixed(0)}, from ${low} to ${high}`);
}
await model.dispose();
