import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { loopModel } from "../../test/onnx-models.js";
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

test("requests that wait for a worker that never ends have a deadline too", async () => {
  const server = await serve(loopModel(), { workers: 1, timeout: 700, queueLimit: 2 });
  const first = post(server, loop(FOREVER));
  await expect.poll(() => health(server)).toMatchObject({ idle: 0 });
  const others = Array.from({ length: 3 }, () => post(server, loop(FOREVER)));
  const requests = [first, ...others];
  expect((await requests[3])![1]).toBe("2 requests are waiting already. Try again later.");
  expect(await health(server)).toMatchObject({ status: "full", idle: 0, waiting: 2 });
  expect((await Promise.all(requests)).map(([code]) => code)).toEqual([504, 504, 504, 503]);
  await expect
    .poll(() => health(server), { timeout: 5000 })
    .toMatchObject({ status: "ok", idle: 1 });
  expect(await post(server, loop(1))).toEqual([200, [[2, 3]]]);
});

test("a client that leaves frees its worker", async () => {
  const server = await serve(loopModel(), { workers: 1 });
  await server.app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = server.app.server.address() as { port: number };
  const body = JSON.stringify(loop(FOREVER));
  const socket = connect(port, "127.0.0.1");
  socket.write(
    `POST /run HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  await expect.poll(() => health(server)).toMatchObject({ idle: 0 });
  socket.destroy();
  expect(await post(server, loop(1))).toEqual([200, [[2, 3]]]);
});

test("a server that stops gives up what still runs after its grace", async () => {
  const server = await serve(loopModel(), { workers: 1, grace: 500 });
  await server.app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = server.app.server.address() as { port: number };
  const body = JSON.stringify(loop(FOREVER));
  const answers = Array.from({ length: 2 }, () =>
    fetch(`http://127.0.0.1:${port}/run`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    }).then(async (response) => [response.status, await response.json()]),
  );
  const slow = connect(port, "127.0.0.1");
  slow.write("POST /run HTTP/1.1\r\nhost: localhost\r\n");
  await expect.poll(() => health(server)).toMatchObject({ waiting: 1 });
  const start = performance.now();
  const closed = once(slow, "close");
  await server.stop();
  expect(performance.now() - start).toBeLessThan(1500);
  await closed;
  const told = [503, { error: "the server is stopping." }];
  expect(await Promise.all(answers)).toEqual([told, told]);
});

test("no worker outlives its server", async () => {
  const server = await serve(loopModel(), { workers: 2 });
  const requests = post(server, loop(FOREVER)).catch(() => undefined);
  await delay(50);
  await server.app.close();
  await requests;
});
