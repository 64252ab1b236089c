import type { AddressInfo } from "node:net";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { loadModel } from "@ebm/models";
import { type Command, Option } from "commander";
import { readModel } from "../export/read-model.js";
import { modelTable } from "../predict/model-tables.js";
import type { ServerOptions } from "../serve/create-server.js";
import type { ModelServer } from "../serve/serve-backend.js";
import { calibrationOption } from "./calibration-option.js";
import { isDirectory } from "./is-directory.js";
import { savedModel } from "./open-model.js";
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
  readonly calibration?: string;
}

/** `ebm serve`. */
export function addServe(program: Command): void {
  program
    .command("serve")
    .summary("answer requests over HTTP with a model or an ONNX file")
    .description(
      `Serves a model on this machine. Worker processes hold it. If a request takes too long or too much memory, the server ends its worker and starts another. On SIGTERM and Ctrl-C the server answers pending requests, and then stops. A second signal stops it at once.

The directory of a saved model, or of a finished run of a default model, answers what \`ebm predict --answer\` answers. Each answer has a path: POST /marginals {"rows": [{"age": 41, "region": null}]} returns a list of rows. Options are in the body: POST /likeliest {"rows": [{"age": 41}], "count": 3}.

An ONNX file has the path POST /run. It takes rows too, or tensors by the names of the inputs, {"x": [[5.1, 3.5]]}, and then returns tensors. Requests that arrive together run together.

GET /signature describes inputs and outputs, and GET /openapi.json describes them for programs. GET /health checks the server, and GET /metrics is for Prometheus.`,
    )
    .argument("<model>", "an ONNX file, or a directory")
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
    .addOption(calibrationOption())
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
      const { calibration, ...rest } = others;
      const { app, stop } = await serverOf(resolve(file), calibration, {
        ...rest,
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

async function serverOf(
  path: string,
  calibration: string | undefined,
  options: ServerOptions,
): Promise<ModelServer> {
  // loaded here, for other commands need no server
  if (await isDirectory(path)) {
    const { createModelServer } = await import("../serve/create-model-server.js");
    const directory = await savedModel(path);
    const model = await loadModel(directory);
    const rows = calibration && (await modelTable(model, calibration, {}));
    await model.dispose();
    return createModelServer(directory, { ...options, ...(rows && { calibration: rows }) });
  }
  const { createServer } = await import("../serve/create-server.js");
  return createServer(await readModel(path), options);
}

function collect(value: string, values: readonly string[]): string[] {
  return [...values, value];
}
