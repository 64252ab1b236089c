// Predicts which services customers use, from a CSV that has numbers, categories and missing values.
import "@tensorflow/tfjs-backend-cpu";
import { writeFileSync } from "node:fs";
import { key, uniform } from "@ebm/core";
import { readTable, selectRows, trainTestSplit } from "@ebm/datasets";
import { fitMultilabel } from "@ebm/models";

// The CSV: 400 customers. Some ages and regions are missing. Nobody uses both phone and web.
const u = uniform(key(1), 4 * 400);
const lines = Array.from({ length: 400 }, (_, i) => {
  const [ageShare, regionShare, missing, noise] = u.subarray(4 * i, 4 * i + 4);
  const age = Math.round(20 + 60 * ageShare!);
  const region = ["north", "south", "west"][Math.floor(3 * regionShare!)]!;
  const phone = Number(age + 30 * (noise! - 0.5) > 50);
  const shop = Number(region === "west" ? noise! < 0.8 : noise! < 0.1);
  return `${missing! < 0.1 ? "" : age},${missing! > 0.9 ? "" : region},${phone},${1 - phone},${shop}`;
});
writeFileSync("customers.csv", `age,region,phone,web,shop\n${lines.join("\n")}\n`);

const table = await readTable("customers.csv");
const { train, test } = trainTestSplit(table.rows, { testFraction: 0.25, key: key(2) });
const model = await fitMultilabel(selectRows(table, train), {
  labels: ["phone", "web", "shop"],
  budgetSeconds: 2,
});

const { nll, frequencyNll, f1Micro } = await model.evaluate(selectRows(table, test));
console.log(
  `Held-out loss: ${nll.toFixed(2)} nats, or ${frequencyNll.toFixed(2)} without features.`,
);
console.log(`Micro F1 on held-out rows: ${f1Micro.toFixed(1)} %`);
const [anna] = await model.marginals([{ age: 71, region: "west" }]);
for (const [label, p] of Object.entries(anna!)) console.log(`P(${label}) = ${p.toFixed(2)}`);

await model.save("customers-model");
// To serve log p of labels, run `pnpm ebm serve examples/customers-model/log-prob.onnx` in the root of
// the repository, and POST {"rows": [{"age": 71, "region": null, "phone": 1, "web": 0, "shop": 1}]} to
// /run.
await model.dispose();
