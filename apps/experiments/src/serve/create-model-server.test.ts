import { join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { key, uniform } from "@ebm/core";
import { fitMultilabel, type TableRows } from "@ebm/models";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryDirectory } from "../../test/own-files.js";
import { answerRows } from "../answers/answer-rows.js";
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

describe("a server of a model of labels", () => {
  let model: Awaited<ReturnType<typeof fitMultilabel>>;
  let server: ModelServer;
  let post: ReturnType<typeof poster>;
  beforeAll(async () => {
    const directory = join(await temporaryDirectory(), "labels");
    model = await fitMultilabel(people, { labels, budgetSeconds: 0.1 });
    await model.save(directory);
    server = await createModelServer(directory);
    post = poster(server);
  });
  afterAll(async () => {
    await server.app.close();
    await model.dispose();
  });

  test("answers as the model does, with missing values and in any order of columns", async () => {
    const rows: TableRows = [
      { region: null, age: 41 },
      { age: null, region: "north", smoker: 1 },
    ];
    const options = { count: 3 };
    for (const answer of ["prediction", "marginals", "likeliest", "conditionals", "f1"]) {
      const { code, rows: found } = await post(`/${answer}`, {
        rows,
        ...(answer === "likeliest" && options),
      });
      const expected = await answerRows(model, answer, rows, options);
      expect([answer, code, found]).toEqual([answer, 200, expected]);
    }
    const given = people.slice(0, 3);
    const expected = await answerRows(model, "log-prob", given);
    expect((await post("/log-prob", { rows: given })).rows).toEqual(expected);
  });

  test("samples are equal for equal seeds, and conformal sets take calibration rows", async () => {
    const sample = (seed: number) => post("/sample", { rows: people, samples: 2, seed });
    const { rows } = await sample(1);
    expect(rows![0]).toMatchObject({ samples: [{ smoker: expect.any(Number) }, {}] });
    expect(rows).toEqual((await sample(1)).rows);
    expect(rows).not.toEqual((await sample(2)).rows);
    const body = { rows: people.slice(0, 9), calibration: people.slice(9), coverage: 0.8 };
    const sets = await model.conformal(people.slice(9), { coverage: 0.8 });
    expect((await post("/conformal", body)).rows).toEqual(await sets.predict(body.rows));
  });

  test.each([
    ["/marginals", "[]", "the body is not an object, expected {"],
    ["/marginals", '{"rows": []}', "`rows` is not a list of objects"],
    ["/marginals", '{"rows": [{"age": 1}], "count": 2}', "the body has `count`, expected rows."],
    [
      "/likeliest",
      '{"rows": [{"age": 1}], "count": 0}',
      "`count` is 0, expected an integer from 1",
    ],
    ["/marginals", '{"rows": [{"age": 1}]}', "the table has no column `region`, expected it."],
    ["/marginals", '{"rows": [{"age": "old", "region": null}]}', "row 1, column `age` has `old`"],
    ["/log-prob", '{"rows": [{"age": 1, "region": null}]}', "has no column `smoker`, expected it."],
    ["/conformal", '{"rows": [{"age": 1, "region": null}]}', "the body has no `calibration`"],
    ["/marginals", '{"__proto__": {"rows": 1}}', "the body has `__proto__`, expected rows."],
  ])("%s refuses %s", async (url, payload, reason) => {
    const { code, error } = await post(url, payload);
    expect([code, error]).toEqual([400, expect.stringContaining(reason)]);
    expect(error).not.toMatch(/^[a-zA-Z]+:/);
  });

  test("describes its answers, and lists them where there is nothing", async () => {
    const description = (await server.app.inject("/openapi.json")).json();
    expect(await new Validator().validate(description)).toEqual({ valid: true });
    const body = description.paths["/likeliest"].post.requestBody.content["application/json"];
    expect(body.schema.properties.rows.items.properties.age).toEqual({ type: ["number", "null"] });
    expect(body.schema.properties.count).toMatchObject({ type: "integer", default: 5 });
    expect((await server.app.inject("/signature")).json()).toMatchObject({
      kind: "multilabel",
      columns: [
        { name: "age", kind: "number" },
        { name: "region", kind: "category" },
        { name: "smoker", kind: "number" },
        { name: "runner", kind: "number" },
      ],
      answers: { conformal: { options: ["coverage", "calibration"] } },
    });
    const { code, error } = await post("/run", { rows: people });
    expect([code, error]).toEqual([404, expect.stringContaining("expected POST /prediction")]);
    expect((await server.app.inject("/health")).json()).toMatchObject({ status: "ok", workers: 1 });
  });
});
