// Predicts how people rank four drinks. Some rank only two drinks, and some like two equally.
import "@tensorflow/tfjs-backend-cpu";
import { key, uniform } from "@ebm/core";
import { fitRanking } from "@ebm/models";

// A hidden score of each drink depends on the hour and the temperature, and on chance.
const rows = 300;
const u = uniform(key(1), 7 * rows);
const people = Array.from({ length: rows }, (_, i) => {
  const [h, t, kind, ...noise] = u.subarray(7 * i, 7 * i + 7);
  const [hour, temperature] = [Math.round(6 + 16 * h!), Math.round(35 * t!)];
  const base = { coffee: (14 - hour) / 4, juice: temperature / 10, tea: 1.5, water: 1 };
  const scores = Object.entries(base).map(([name, score], j) => ({
    name,
    score: score + noise[j]!,
  }));
  const order = scores.sort((a, b) => b.score - a.score).map(({ name }) => name);
  const [first, second, third, last] = order;
  const full = `${first}>${second}>${third}>${last}`;
  const tie = `${first}>${second}=${third}>${last}`;
  const partial = `${first}>${third}`;
  const ranking = kind! < 0.2 ? partial : kind! < 0.4 ? tie : full;
  return { hour, temperature, ranking };
});

const model = await fitRanking(people.slice(0, 225), { budgetSeconds: 2 });
const { nll, frequencyNll, kendallTau } = await model.evaluate(people.slice(225));
console.log(
  `Held-out loss: ${nll.toFixed(2)} nats, or ${frequencyNll.toFixed(2)} without features.`,
);
console.log(`Kendall's tau on held-out rows: ${kendallTau.toFixed(1)} %`);

const noon = [{ hour: 13, temperature: 32 }];
const [likeliest] = await model.likeliest(noon, { count: 3 });
console.log("On a hot day at 13 h, the likeliest orders are:");
for (const { y, probability } of likeliest!.answers) {
  console.log(`  ${y.join(" > ")}, with probability ${probability.toFixed(2)}`);
}
await model.dispose();
