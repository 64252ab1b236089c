import type { AddressInfo } from "node:net";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { readModel } from "../export/read-model.js";
import { parseWhole } from "./parse-whole.js";

interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly workers: number;
  readonly bodyLimit: number;
  readonly outputLimit: number;
  readonly queue: number;
  readonly timeout: number;
  readonly grace: number;
  readonly maxSteps: number;
  readonly memory: number;
  readonly allowHost: readonly string[];
  readonly cors: readonly string[];
  readonly token?: string;
}

/** `ebm serve`. */
export function addServe(program: Command): void {
  program
    .command("serve")
    .summary("answer requests over HTTP with an ONNX file")
    .description(
      `Serves a file on this machine. POST /run takes rows by the names of the columns, {"rows": [{"age": 41, "region": "north"}]}, and returns named values for each. It also takes tensors by the names of the inputs, {"x": [[5.1, 3.5]]}, and returns tensors. GET /signature describes inputs and outputs, and GET /health checks the server. GET /openapi.json describes both for programs, and GET /metrics is for Prometheus. Worker processes run the model, and requests that arrive together run together. If a request takes too long or too much memory, the server ends its worker and starts another. On SIGTERM and Ctrl-C the server answers pending requests, and then stops. A second signal stops it at once.`,
    )
    .argument("<file>", "an ONNX file")
    .option(
      "--host <address>",
      "address to listen on; 0.0.0.0 accepts requests from other machines too",
      "127.0.0.1",
    )
    .option(
      "--port <n>",
      "port to listen on; 0 takes any free port",
      parseWhole("--port", { most: 65535 }),
      8080,
    )
    .option(
      "--workers <n>",
      "number of processes, each with a copy of the model",
      parseWhole("--workers", { least: 1 }),
      availableParallelism(),
    )
    .option(
      "--timeout <seconds>",
      "time limit of a request in seconds",
      parseWhole("--timeout", { least: 1, most: 86_400 }),
      30,
    )
    .option(
      "--grace <seconds>",
      "time in seconds that requests may continue after SIGTERM or Ctrl-C",
      parseWhole("--grace", { most: 86_400 }),
      10,
    )
    .option("--queue <n>", "largest number of waiting requests", parseWhole("--queue"), 1024)
    .option(
      "--body-limit <bytes>",
      "size limit of a request in bytes",
      parseWhole("--body-limit", { least: 1 }),
      2 ** 20,
    )
    .option(
      "--output-limit <bytes>",
      "size limit of each output in bytes",
      parseWhole("--output-limit", { least: 1 }),
      2 ** 24,
    )
    .option(
      "--max-steps <n>",
      "largest number of steps of a sampler",
      parseWhole("--max-steps", { least: 1 }),
      100_000,
    )
    .option(
      "--memory <mb>",
      "memory limit of a request in MB",
      parseWhole("--memory", { least: 1 }),
      1024,
    )
    .option(
      "--allow-host <name>",
      "name that requests may use for this server; can be repeated",
      collect,
      [],
    )
    .option(
      "--cors <origin>",
      "origin of web pages that may send requests; * allows all; can be repeated",
      collect,
      [],
    )
    .addOption(
      new Option("--token <text>", "secret that requests must send as a bearer token").env(
        "EBM_TOKEN",
      ),
    )
    .action(async (file: string, options: ServeOptions) => {
      const { host, port, queue, timeout, grace, memory, allowHost, ...others } = options;
      // loaded here, for other commands need no server
      const { createServer } = await import("../serve/create-server.js");
      const { app, stop } = await createServer(await readModel(resolve(file)), {
        ...others,
        queueLimit: queue,
        timeout: 1000 * timeout,
        grace: 1000 * grace,
        memory: 2 ** 20 * memory,
        allowHosts: [host, ...allowHost],
      });
      await app.listen({ host, port }).catch(async (error: unknown) => {
        await app.close(); // or its workers would keep the process
        throw error;
      });
      const address = app.server.address() as AddressInfo;
      const name = address.family === "IPv6" ? `[${address.address}]` : host;
      process.stdout.write(`${file} on http://${name}:${address.port}\n`);
      await new Promise<void>((ended) => {
        for (const signal of ["SIGTERM", "SIGINT"] as const) {
          process.once(signal, () => {
            for (const again of ["SIGTERM", "SIGINT"] as const) {
              process.removeAllListeners(again).once(again, () => process.exit(1));
            }
            void stop().then(ended);
          });
        }
      });
    });
}

function collect(value: string, values: readonly string[]): string[] {
  return [...values, value];
}
