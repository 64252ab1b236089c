import { afterEach, expect, test } from "vitest";
import { identityModel, loopModel, wideModel } from "../../test/onnx-models.js";
import { createServer, type ServerOptions } from "./create-server.js";
import type { ModelServer } from "./serve-backend.js";

const FOREVER = 2 ** 40;
const open: ModelServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ app }) => app.close()));
});

const serve = async (model: Uint8Array, options: ServerOptions): Promise<ModelServer> => {
  const server = await createServer(model, options);
  open.push(server);
  return server;
};
const post = async ({ app }: ModelServer, payload: object): Promise<readonly [number, unknown]> => {
  const { statusCode, body } = await app.inject({ method: "POST", url: "/run", payload });
  const { error, y } = JSON.parse(body);
  return [statusCode, error ?? y];
};
const loop = (times: number) => ({ times, x: [[1, 2]] });
const health = async ({ app }: ModelServer) => (await app.inject("/health")).json();

test("a request without end is answered at its deadline, and others meanwhile", async () => {
  const server = await serve(loopModel(), { workers: 2, timeout: 700 });
  const start = performance.now();
  const endless = post(server, loop(FOREVER));
  for (let times = 0; times < 20; times++) {
    expect(await post(server, loop(times))).toEqual([200, [[1 + times, 2 + times]]]);
  }
  expect(await health(server)).toMatchObject({ status: "ok", idle: 1 });
  expect(await endless).toEqual([504, "no answer within 0.7 s, the limit of a request."]);
  expect(performance.now() - start).toBeLessThan(1500);
  await expect
    .poll(() => health(server), { timeout: 5000 })
    .toMatchObject({ idle: 2, replaced: 1 });
});

test("outputs above the limit are refused: before the run where shapes tell", async () => {
  const wide = await serve(wideModel(), { outputLimit: 4096 });
  expect((await post(wide, { bytes: [4096] }))[0]).toBe(200);
  expect(await post(wide, { bytes: [8192] })).toEqual([
    400,
    "the model: output `y` has 8192 bytes, expected at most 4096.",
  ]);
  const plain = await serve(identityModel({ from: "x", to: "y", dtype: "FLOAT" }), {
    outputLimit: 16,
  });
  expect(
    (
      await post(plain, {
        x: [
          [1, 2],
          [3, 4],
        ],
      })
    )[0],
  ).toBe(200);
  expect(
    await post(plain, {
      x: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    }),
  ).toEqual([400, "output `y` has 24 bytes for these inputs, expected at most 16."]);
});

test("a request that needs too much memory is stopped, and others are answered", async () => {
  const server = await serve(wideModel(), { memory: 2 ** 27 });
  expect(await post(server, { bytes: [2 ** 34] })).toEqual([
    503,
    "a worker of the model ended: it was killed, maybe because it needed more than 128 MB of additional memory.",
  ]);
  expect(await post(server, { bytes: [16] })).toEqual([200, [0, 0]]);
});
