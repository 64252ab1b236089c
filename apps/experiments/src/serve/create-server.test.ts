import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { foldIn, key, normal, uniform } from "@ebm/core";
import { openSession } from "@ebm/engine";
import { exportFunction } from "@ebm/onnx-export";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createServer } from "./create-server.js";

const card = { method: "none", structure: "ℝ³", dataset: "toy" };
const weight = tf.keep(tf.tensor2d(normal(key(1), 12), [3, 4]));
const model = exportFunction(
  ({ x }) => ({ energy: tf.logSumExp(tf.matMul(x as tf.Tensor2D, weight), 1) }),
  { x: { shape: ["batch", 3], dtype: "float32" } },
  { ...card, name: "energy" },
);

let app: FastifyInstance;
beforeAll(async () => {
  ({ app } = await createServer(model, { workers: 2, bodyLimit: 4096, batchRows: 16 }));
});
afterAll(() => app.close());

const headers = { "content-type": "application/json" };
const post = async (payload: string | Buffer) => {
  const { statusCode, body } = await app.inject({ method: "POST", url: "/run", headers, payload });
  return { code: statusCode, ...(JSON.parse(body) as { energy?: number[]; error?: string }) };
};

describe("POST /run", () => {
  test("gives each of many requests what the model gives it alone", async () => {
    const session = await openSession(model);
    await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        const rows = 1 + (i % 5);
        const data = normal(foldIn(key(2), i), rows * 3);
        const x = Array.from({ length: rows }, (_, row) => [...data.slice(3 * row, 3 * row + 3)]);
        const { code, energy } = await post(JSON.stringify({ x }));
        expect(code).toBe(200);
        const alone = await session.run({ x: { data, shape: [rows, 3] } });
        expectClose(energy!, alone.energy!.data);
      }),
    );
    await session.dispose();
  });

  test.each([
    ["[".repeat(4000), 400, "nested more than 64 deep"],
    [`{"x": ${"[".repeat(60)}${"]".repeat(60)}}`, 400, "`x`[0] has 1 entries, expected 3"],
    ["not json", 400, "not valid JSON"],
    ['{"x": [[NaN, 1, 2]]}', 400, "not valid JSON"],
    [
      '{"__proto__": {"x": 1}, "x": [[1, 2, 3]]}',
      400,
      "the body has `__proto__`, expected `x` [batch, 3] float32.",
    ],
    ["", 400, "the body is empty, expected JSON."],
    ["3", 400, "the body is 3, expected an object of `x` [batch, 3] float32."],
    ["null", 400, "the body is null, expected an object"],
    ["{}", 400, "the body has no `x`, expected `x` [batch, 3] float32."],
    ['{"x": [[1, 2, 3]], "z": 1}', 400, "the body has `z`, expected `x` [batch, 3] float32."],
    ['{"x": []}', 400, "`x` has no entries, expected 1 or more"],
    ['{"x": [1, 2, 3]}', 400, "`x`[0] is 1, expected a list"],
    ['{"x": [[1, 2]]}', 400, "`x`[0] has 2 entries, expected 3"],
    ['{"x": [[1, 2, 3], [1]]}', 400, "`x`[1] has 1 entries, expected 3"],
    ['{"x": [[1, 2, null]]}', 400, "`x`[0][2] is null, expected a finite number."],
    ['{"x": [[1, 2, 1e39]]}', 400, "`x`[0][2] is 1e+39, expected a finite number."],
    ['{"x": [[1, 2, "3"]]}', 400, "`x`[0][2] is 3, expected a finite number."],
    ['{"x": [[1, 2, [3]]]}', 400, "`x`[0][2] is a list, expected a finite number."],
    [
      `{"x": [[1, 2, ${" ".repeat(5000)}3]]}`,
      413,
      "the body is too large, expected 4096 bytes at most.",
    ],
  ])("says what is wrong about %.30s", async (payload, status, reason) => {
    const { code, error } = await post(payload);
    expect(code).toBe(status);
    expect(error).toContain(reason);
  });

  test("refuses what is no JSON by its type, and other paths", async () => {
    const plain = await app.inject({
      method: "POST",
      url: "/run",
      headers: { "content-type": "text/csv" },
      payload: "1,2,3",
    });
    expect(plain.statusCode).toBe(415);
    expect(plain.json().error).toBe("the content type is text/csv, expected application/json.");
    expect((await app.inject("/nothing")).statusCode).toBe(404);
    expect((await app.inject("/run")).json().error).toContain("expected POST /run");
  });

  test(`answers fuzzed bodies by a 4xx with a reason, and good ones by their rows`, async () => {
    const count = Number(process.env.EBM_FUZZ ?? 300);
    const good = '{"x": [[0.5, -1e2, 3], [1, 2, 3]]}';
    for (let i = 0; i < count; i++) {
      const draws = uniform(foldIn(key(3), i), 8);
      const { code, energy, error } = await post(mutated(good, draws));
      if (code === 200) expect(energy!.length).toBeGreaterThan(0);
      else expect([code >= 400 && code < 500, typeof error], `body ${i}`).toEqual([true, "string"]);
    }
    expect((await post(good)).energy).toHaveLength(2);
  });
});

/** A body with some of its bytes replaced, doubled or cut, as draws on [0, 1) say. */
function mutated(body: string, draws: Float32Array): Buffer {
  let bytes = Buffer.from(body);
  const alphabet = '{}[]",:0123456789.eE+-xyntrufals\\ \u0000\u00ff';
  for (let i = 0; i + 1 < draws.length; i += 2) {
    const place = Math.floor(draws[i]! * bytes.length);
    const kind = Math.floor(draws[i + 1]! * 5);
    const letter = alphabet[Math.floor(draws[i + 1]! * 997) % alphabet.length]!;
    const [head, tail] = [bytes.subarray(0, place), bytes.subarray(place)];
    if (kind < 2) bytes = Buffer.concat([head, Buffer.from(letter), tail.subarray(1)]);
    if (kind === 2) bytes = Buffer.concat([head, Buffer.from(letter), tail]);
    if (kind === 3) bytes = Buffer.concat([head, tail.subarray(0, 5), tail]);
    if (kind === 4 && i === 0) bytes = Buffer.from(head);
  }
  return bytes;
}

test("GET /health and GET /signature say what is served", async () => {
  expect((await app.inject("/health")).json()).toEqual({
    status: "ok",
    workers: 2,
    idle: 2,
    replaced: 0,
    waiting: 0,
  });
  expect((await app.inject("/signature")).json()).toMatchObject({
    inputs: { x: { shape: ["batch", 3] } },
    metadata: { output: "energy" },
  });
  const { statusCode, headers } = await app.inject("/");
  expect([statusCode, headers.location]).toEqual([302, "/signature"]);
});

test("a server that stops answers all that has come, over open connections too", async () => {
  const { app: own, stop } = await createServer(model, { workers: 1, batchRows: 1 });
  await own.listen({ host: "127.0.0.1", port: 0 });
  const { port } = own.server.address() as { port: number };
  const body = '{"x": [[1, 2, 3]]}';
  const ask = `POST /run HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const answers = Array.from({ length: 40 }, async () => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.write(ask);
    await once(socket, "close").catch((error: Error) => {
      text = error.message;
    });
    return text;
  });
  await new Promise((resolve) => own.server.once("request", resolve));
  await stop();
  for (const text of await Promise.all(answers)) expect(text).toMatch(/^HTTP\/1.1 200 /);
});

test("a worker that dies fails its request alone, and another takes its place", async () => {
  const before = workers();
  const { app } = await createServer(model, { workers: 1, batchRows: 1 });
  const [worker] = workers().filter((pid) => !before.includes(pid)) as [number];
  const ask = async () => {
    const payload = { x: [[1, 2, 3]] };
    const { statusCode, body } = await app.inject({ method: "POST", url: "/run", payload });
    return [statusCode, JSON.parse(body).error];
  };
  process.kill(worker, "SIGSTOP");
  const requests = [ask(), ask(), ask()];
  setTimeout(() => process.kill(worker, "SIGKILL"), 100);
  expect(await Promise.all(requests)).toEqual([
    [503, expect.stringMatching(/^a worker of the model ended: it was killed/)],
    [200, undefined],
    [200, undefined],
  ]);
  expect((await app.inject("/health")).json()).toMatchObject({
    status: "ok",
    idle: 1,
    replaced: 1,
  });
  await app.close();
  expect(workers()).toEqual(before);
});

test("a model that cannot be loaded is refused", async () => {
  const text = Buffer.from(model).toString("latin1").replaceAll("MatMul", "NotMul");
  await expect(createServer(Buffer.from(text, "latin1"))).rejects.toThrow(
    /^the model cannot be loaded: .*NotMul/,
  );
});

/** The processes that this one has started. */
function workers(): number[] {
  return spawnSync("pgrep", ["-P", `${process.pid}`], { encoding: "utf8" })
    .stdout.split("\n")
    .filter((line) => line !== "")
    .map(Number);
}
