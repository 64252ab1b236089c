import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { exportFunction } from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { ebm } from "../../test/ebm.js";
import { temporaryDirectory } from "../../test/own-files.js";

const model = exportFunction(
  ({ x }) => ({ energy: tf.sum(tf.square(x!), 1) }),
  { x: { shape: ["batch", 3], dtype: "float32" } },
  { method: "none", structure: "ℝ³", dataset: "toy", name: "energy" },
);

test("SIGTERM in the midst of requests drops none, and ends the process", async () => {
  const file = join(await temporaryDirectory(), "energy.onnx");
  await writeFile(file, model);
  const counts = new Map<string, number>();
  const clients: Promise<void>[] = [];
  const command = ["serve", file, "--port", "0", "--workers", "1"];
  const { code, stderr } = await ebm(command, (line, server) => {
    const url = `${line.split(" ").at(-1)}/run`;
    for (let i = 0; i < 16; i++) clients.push(askUntilItEnds(url, i % 2 === 0, counts));
    setTimeout(() => server.kill("SIGTERM"), 500);
  });
  await Promise.all(clients);
  expect([code, stderr]).toEqual([0, ""]);
  // the kernel resets a connection that it queued and the server had not accepted
  expect(counts.get("ECONNRESET") ?? 0).toBeLessThan(3);
  counts.delete("ECONNRESET");
  expect([...counts.keys()].sort()).toEqual(["200 [14]", "ECONNREFUSED"]);
  expect(counts.get("200 [14]")).toBeGreaterThan(16);
  expect(counts.get("ECONNREFUSED")).toBe(16);
});

test("a server whose port is taken says so, and ends", async () => {
  const file = join(await temporaryDirectory(), "energy.onnx");
  await writeFile(file, model);
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await ebm(["serve", file, "--port", `${port}`, "--workers", "1"]);
  other.close();
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining(`address already in use 127.0.0.1:${port}`),
  ]);
});

/** Asks again and again, on one connection or a new one each time, until nobody listens. */
async function askUntilItEnds(url: string, keepAlive: boolean, counts: Map<string, number>) {
  const agent = new Agent({ keepAlive, maxSockets: 1 });
  let last = "";
  while (last === "" || last.startsWith("200")) {
    last = await ask(url, agent);
    counts.set(last, (counts.get(last) ?? 0) + 1);
  }
  agent.destroy();
}

/** The result of a request: status and energy, or the error. */
async function ask(url: string, agent: Agent): Promise<string> {
  const headers = { "content-type": "application/json" };
  const sent = request(url, { method: "POST", headers, agent });
  sent.end('{"x": [[1, 2, 3]]}');
  try {
    const [response] = await once(sent, "response");
    const { energy, error } = JSON.parse(Buffer.concat(await response.toArray()).toString());
    return `${response.statusCode} ${JSON.stringify(energy ?? error)}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}
