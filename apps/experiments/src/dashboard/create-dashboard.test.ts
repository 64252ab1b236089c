import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunRow } from "@ebm/dashboard/api";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linesOf, writeRun } from "../../test/write-runs.js";
import { createDashboard } from "./create-dashboard.js";

let [root, page] = ["", ""];
let [app, closed]: FastifyInstance[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "ebm-dashboard-"));
  page = await mkdtemp(join(tmpdir(), "ebm-page-"));
  await writeFile(join(page, "index.html"), "<!doctype html>");
  for (const seed of [0, 1, 2]) await writeRun(root, { id: `run${seed}`, seed });
  await writeRun(root, { id: "sweep/trial 1", config: { learningRate: 0.1 }, isFinished: false });
  await writeFile(join(root, "run0", "report.html"), "<script>alert(1)</script>");
  await symlink("/etc", join(root, "link"));
  const options = {
    runs: root,
    page,
    patience: 10_000,
    ebm: [process.execPath, "-e", "0"],
  } as const;
  app = await createDashboard(options);
  closed = await createDashboard({ ...options, token: "secret /?" });
});
afterAll(async () => {
  await Promise.all([app!.close(), closed!.close()]);
  await rm(root, { recursive: true });
  await rm(page, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) =>
  app!.inject({ url, headers: { host: "localhost", ...headers } });
const rows = async (): Promise<RunRow[]> => (await get("/api/runs")).json();

test("lists runs in any directory, with statistics of all points", async () => {
  const all = await rows();
  expect(all.map(({ id }) => id).sort()).toEqual(["run0", "run1", "run2", "sweep/trial 1"]);
  const run = all.find(({ id }) => id === "run1")!;
  expect(run).toMatchObject({
    ...{ task: "multilabel", data: "emotions", seed: 1, state: "finished", step: 40, steps: 40 },
    metrics: { f1Micro: 61, nll: 2.1 },
  });
  expect(run.config).not.toHaveProperty("versions");
  expect(run.series.loss).toMatchObject({ count: 40, min: -Math.log(41), minStep: 40 });
  expect(all.find(({ id }) => id === "sweep/trial 1")!.state).toBe("stopped");
});

test("a run that appears, grows and goes is in the next list", async () => {
  const directory = await writeRun(root, { id: "late", lines: 3, isFinished: false });
  const step = async () => (await rows()).find(({ id }) => id === "late")?.step;
  expect(await step()).toBe(3);
  await writeFile(join(directory, "metrics.jsonl"), linesOf(0, 1, 5));
  expect((await get("/api/series?run=late&name=loss")).json()[0].steps).toEqual([1, 2, 3, 4, 5]);
  await rm(directory, { recursive: true });
  expect(await step()).toBeUndefined();
});

test("series are reduced, and smoothed from all points", async () => {
  const [series] = (await get("/api/series?run=run0&name=loss&pixels=2&smooth=0.5")).json();
  expect(series).toMatchObject({ run: "run0", count: 40, first: 1, last: 40 });
  expect(series.steps.length).toBeLessThanOrEqual(8);
  const all = (await get("/api/series?run=run0&name=loss&smooth=0.5")).json()[0];
  expect(series.smooth.values.at(-1)).toBe(all.smooth.values.at(-1));
  const spreads = await get(
    `/api/spreads?of=&of=${encodeURIComponent("run=run0&run=run1&name=loss")}`,
  );
  const [none, spread] = spreads.json();
  expect([none, spread.count]).toEqual([null, 2]);
  expect(spread.mean.values[0]).toBeCloseTo(-Math.log(2) / 2, 12);
  expect((await get("/api/logs?run=run0&name=loss")).body.split("\n")).toHaveLength(42);
  const at = (await get("/api/at?series=validation/nll&step=25")).json();
  expect(at.run0).toBe(3 - Math.log(20) / 4);
  expect((await get("/api/series?run=run0&name=loss&smooth=2")).statusCode).toBe(400);
});

test.each([
  "/api/runs/..%2F..%2Fetc",
  "/api/runs/link",
  "/api/runs/sweep",
  "/files/run0/..%2Frun1%2Fconfig.json",
  "/files/run0/..%2F..%2F..%2Fetc%2Fpasswd",
  "/files/run0/checkpoint.safetensors",
  "/files/link/passwd",
  "/assets/missing.js",
  "/api/other",
])("%s is not found", async (url) => {
  expect((await get(url)).statusCode).toBe(404);
});

test("files are sent with a policy that runs nothing", async () => {
  const { headers, statusCode } = await get("/files/run0/report.html");
  expect(statusCode).toBe(200);
  expect(headers["content-security-policy"]).toMatch(/^sandbox; default-src 'none'/);
});

test("addresses of views lead to the page, whose policy has no inline script and no eval", async () => {
  for (const url of ["/", "/run/sweep%2Ftrial%201", "/compare?run=run0"]) {
    const { statusCode, body, headers } = await get(url);
    expect([statusCode, body]).toEqual([200, "<!doctype html>"]);
    expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'wasm-unsafe-eval';/);
    expect(headers["content-security-policy"]).not.toMatch(/'unsafe-(inline|eval)'/);
  }
});

test("tags are written into the directory of the run", async () => {
  const put = (payload: object, headers = {}) =>
    app!.inject({ method: "PUT", url: "/api/runs/run2/tags", payload, headers });
  expect((await put(["best", "paper"])).statusCode).toBe(200);
  expect(JSON.parse(await readFile(join(root, "run2", "tags.json"), "utf8"))).toEqual([
    "best",
    "paper",
  ]);
  expect((await rows()).find(({ id }) => id === "run2")!.tags).toEqual(["best", "paper"]);
  expect((await put([""])).statusCode).toBe(400);
  expect((await put([], { origin: "https://evil.example" })).statusCode).toBe(403);
  expect((await put([], { host: "evil.example" })).statusCode).toBe(403);
});

test.each([
  [{ task: "multilabel", options: { "--out": "/tmp/x" } }, 400],
  [{ task: "other", options: {} }, 400],
  [{ task: "multilabel", options: {}, name: "../x" }, 400],
  [{ task: "multilabel", options: { "--dataset": "emotions" }, name: "new" }, 202],
])("a request to start %j is answered by %i", async (payload, code) => {
  const { statusCode } = await app!.inject({ method: "POST", url: "/api/runs", payload });
  expect(statusCode).toBe(code);
});

test("with a token, the address of the page sets a cookie that stands for it", async () => {
  const ask = (url: string, headers = {}) => closed!.inject({ url, headers });
  for (const url of [
    "/",
    "/api/runs",
    "/assets/x.js",
    "/?token=wrong",
    "/api/runs?token=secret+%2F%3F",
  ]) {
    expect((await ask(url)).statusCode, url).toBe(401);
  }
  const { statusCode, headers } = await ask(`/?token=${encodeURIComponent("secret /?")}`);
  expect([statusCode, headers.location]).toEqual([302, "/"]);
  const cookie = headers["set-cookie"] as string;
  expect(cookie).toMatch(/^ebm=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=\/$/);
  expect((await ask("/api/runs", { cookie: cookie.split(";")[0] })).statusCode).toBe(200);
  expect((await ask("/api/runs", { cookie: "ebm=secret /?" })).statusCode).toBe(401);
  expect((await ask("/api/runs", { authorization: "Bearer secret /?" })).statusCode).toBe(200);
});
