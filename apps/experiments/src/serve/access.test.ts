import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { identityModel } from "../../test/onnx-models.js";
import { createServer } from "./create-server.js";
import type { ModelServer } from "./serve-backend.js";

const model = identityModel({ from: "x", to: "y", dtype: "FLOAT" });
let [server, closed]: ModelServer[] = [];
beforeAll(async () => {
  const cors = ["https://a.example"];
  server = await createServer(model, { bodyLimit: 1000, allowHosts: ["ebm.example"], cors });
  closed = await createServer(model, { token: "secret" });
});
afterAll(() => Promise.all([server!.app.close(), closed!.app.close()]));

const post = async (
  headers: object,
  { payload = '{"x":[[1,2]]}' as string | Buffer, to = server } = {},
) => {
  const all = { "content-type": "application/json", ...headers };
  return to!.app.inject({ method: "POST", url: "/run", headers: all, payload });
};

test.each([
  ["localhost", 200],
  ["localhost:8080", 200],
  ["127.0.0.1:8080", 200],
  ["192.168.1.7", 200],
  ["[::1]:8080", 200],
  ["EBM.example:80", 200],
  ["evil.example", 403],
  ["evil.example:8080", 403],
  ["127.0.0.1.evil.example", 403],
  ["localhost@evil.example", 403],
])("the host %s is answered by %i", async (host, code) => {
  expect((await post({ host })).statusCode).toBe(code);
});

test.each([
  ["http://localhost:80", 200],
  ["https://a.example", 200],
  ["https://b.example", 403],
  ["null", 403],
])("the origin %s is answered by %i", async (origin, code) => {
  const { statusCode, headers } = await post({ origin, host: "localhost:80" });
  expect(statusCode).toBe(code);
  expect(headers["access-control-allow-origin"]).toBe(code === 200 ? origin : undefined);
});

test("a browser may ask first", async () => {
  const ask = (origin: string) =>
    server!.app.inject({
      method: "OPTIONS",
      url: "/run",
      headers: { origin, "access-control-request-method": "POST" },
    });
  const { statusCode, headers } = await ask("https://a.example");
  expect([statusCode, headers]).toMatchObject([
    204,
    {
      "access-control-allow-origin": "https://a.example",
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "authorization, content-type, content-encoding",
    },
  ]);
  expect((await ask("https://b.example")).statusCode).toBe(403);
});

test("a token is asked for, but not by /health", async () => {
  const to = closed;
  expect((await post({}, { to })).statusCode).toBe(401);
  expect((await post({ authorization: "Bearer wrong" }, { to })).statusCode).toBe(401);
  expect((await post({ authorization: "Bearer secret" }, { to })).statusCode).toBe(200);
  expect((await to!.app.inject("/health")).statusCode).toBe(200);
  for (const path of ["/signature", "/metrics", "/openapi.json", "/", "/other", "/health/../run"]) {
    expect((await to!.app.inject(path)).statusCode, path).toBe(401);
  }
});

test("bodies may be compressed, within the limit of their size", async () => {
  const gzip = { "content-encoding": "gzip" };
  const postBytes = (payload: Buffer, headers = gzip) => post(headers, { payload });
  expect((await postBytes(gzipSync('{"x":[[1,2]]}'))).json()).toEqual({ y: [[1, 2]] });
  expect((await postBytes(gzipSync(`{"x":[[1,2]]${" ".repeat(1e6)}}`))).statusCode).toBe(413);
  expect((await postBytes(Buffer.from("no"))).json().error).toMatch(/^the body is not gzip: /);
  const other = await postBytes(gzipSync("{}"), { "content-encoding": "br" });
  expect([other.statusCode, other.json().error]).toEqual([
    415,
    "the content encoding is br, expected gzip or none.",
  ]);
});

test("counts what it does, for Prometheus", async () => {
  const { body, headers } = await server!.app.inject("/metrics");
  expect(headers["content-type"]).toMatch(/^text\/plain; version=0.0.4/);
  expect(body).toMatch(/^ebm_requests_total\{route="\/run",code="200"\} \d+$/m);
  expect(body).toMatch(/^ebm_workers_idle 1$/m);
  expect(body).toMatch(/^process_resident_memory_bytes \d+$/m);
});
