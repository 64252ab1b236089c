import { readTable, selectRows, trainTestSplit } from "@ebm/datasets";
import { createModelServer } from "@ebm/experiments";
import { fitMultilabel } from "@ebm/models";

const table = await readTable("people.csv");
const { train, test } = trainTestSplit(table.rows, { testFraction: 0.2 });
const labels = ["music", "sport", "news", "games", "travel", "food"];
const model = await fitMultilabel(selectRows(table, train), { labels, budgetSeconds: 5 });
console.log(await model.evaluate(selectRows(table, test)));
await model.save("people-model");
const { app } = await createModelServer("people-model", { cors: ["*"] });
console.log(await app.listen({ port: Number(process.env.PORT ?? 8080) }));
