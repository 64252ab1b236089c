import { join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { key, uniform } from "@ebm/core";
import { fitBinary, fitRegression } from "@ebm/models";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../test/own-files.js";
import { createModelServer } from "./create-model-server.js";
import type { ModelServer } from "./serve-backend.js";

const u = uniform(key(1), 4 * 80);
const people = Array.from({ length: 80 }, (_, row) => {
  const [age, south, a, b] = u.subarray(4 * row, 4 * row + 4);
  const smoker = Number(a! < (south! < 0.5 ? 0.7 : 0.2));
  const runner = Number(b! < 0.8) === 1 ? 1 - smoker : smoker;
  const region = south! < 0.5 ? "north" : null;
  return { age: Math.floor(20 + 60 * age!), region, smoker, runner };
});
const labels = ["smoker", "runner"];

type Posted = { readonly code: number; readonly rows?: unknown[]; readonly error?: string };

function poster({ app }: ModelServer) {
  return async (url: string, payload: object | string): Promise<Posted> => {
    const headers = { "content-type": "application/json" };
    const { statusCode, body } = await app.inject({ method: "POST", url, headers, payload });
    return { code: statusCode, ...JSON.parse(body) };
  };
}

test("limits hold for answers: time, size and memory", async () => {
  const directory = join(await temporaryDirectory(), "bits");
  const model = await fitBinary(people, { columns: labels, energy: "none" });
  await model.save(directory);
  await model.dispose();
  const server = await createModelServer(directory, { outputLimit: 1000, timeout: 2000 });
  const post = poster(server);
  expect(await post("/sample", { samples: 3, seed: 2 })).toMatchObject({
    code: 200,
    rows: [{ smoker: expect.any(Number) }, {}, {}],
  });
  expect((await post("/prediction", { rows: [{ smoker: 1, runner: null }] })).rows).toMatchObject([
    { values: { smoker: 1, runner: 0 }, filled: { runner: expect.any(Number) } },
  ]);
  expect(await post("/sample", { samples: 1000 })).toMatchObject({
    code: 400,
    error: expect.stringMatching(/^the answer has \d+ bytes, expected at most 1000\.$/),
  });
  const rows = Array.from({ length: 3000 }, () => ({ smoker: null, runner: null }));
  expect(await post("/sample", { rows, samples: 100_000 })).toMatchObject({
    code: expect.toSatisfy((code) => code === 503 || code === 504),
  });
  const isReady = async () => (await server.app.inject("/health")).json().idle === 1;
  await expect.poll(isReady, { timeout: 20_000 }).toBe(true);
  expect((await post("/marginals", { rows: [{ smoker: 1, runner: null }] })).code).toBe(200);
  await server.app.close();
});

test("a regression answers with the quantiles that are asked for", async () => {
  const directory = join(await temporaryDirectory(), "ages");
  const model = await fitRegression(people, { target: "age", budgetSeconds: 0.2 });
  await model.save(directory);
  await model.dispose();
  const server = await createModelServer(directory);
  const rows = [{ region: null, smoker: 1, runner: 0 }];
  const { rows: found } = await poster(server)("/intervals", { rows, levels: [0.1, 0.9] });
  const [{ age }] = found as [{ age: { mean: number; quantiles: Record<string, number> } }];
  expect(Object.keys(age.quantiles)).toEqual(["0.1", "0.9"]);
  expect(age.quantiles["0.1"]).toBeLessThan(age.mean);
  await server.app.close();
});
