// Finds unusual sensor readings: those that are less likely than nearly all readings seen so far.
import "@tensorflow/tfjs-backend-cpu";
import { key, normal, uniform } from "@ebm/core";
import { fitDensity } from "@ebm/models";

// Temperature depends on the load, which depends on the mode; a twentieth of them is missing.
const readings = (count: number, seed: number) => {
  const [u, z] = [uniform(key(seed), 2 * count), normal(key(seed + 1), 2 * count)];
  return Array.from({ length: count }, (_, i) => {
    const mode = u[2 * i]! < 0.3 ? "idle" : "busy";
    const load = (mode === "idle" ? 10 : 60) + 5 * z[2 * i]!;
    const temperature = u[2 * i + 1]! < 0.05 ? null : 20 + 0.8 * load + 2 * z[2 * i + 1]!;
    return { mode, load, temperature };
  });
};
const model = await fitDensity(readings(600, 1), { budgetSeconds: 3 });

// The score of a reading is the share of the training rows that are less likely.
const normalScores = await model.percentile(readings(400, 3));
const alarms = normalScores.filter((score) => score < 0.01).length;
console.log(`Normal readings with a score below 0.01: ${alarms} of 400`);

// Every value below is usual by itself. Only the combination is not.
const faults = [
  { mode: "busy", load: 60, temperature: 40 },
  { mode: "busy", load: 10, temperature: 28 },
  { mode: "idle", load: 12, temperature: 60 },
];
const scores = await model.percentile([{ mode: "busy", load: 60, temperature: 68 }, ...faults]);
console.log(`Score of a normal reading: ${scores[0]!.toFixed(3)}`);
console.log(`Scores of three faults: ${[...scores.slice(1)].map((s) => s.toFixed(3)).join(", ")}`);
await model.dispose();
