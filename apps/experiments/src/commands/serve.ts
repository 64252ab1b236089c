import type { AddressInfo } from "node:net";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { Command } from "commander";
import { readModel } from "../export/read-model.js";
import { parseWhole } from "./parse-whole.js";

interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly threads: number;
  readonly bodyLimit: number;
}

/** `ebm serve`. */
export function addServe(program: Command): void {
  program
    .command("serve")
    .summary("answer requests over HTTP with an ONNX file")
    .description(
      `Serves a file on this machine. POST /run takes rows by the names of the columns, {"rows": [{"age": 41, "region": "north"}]}, and returns named values for each; it also takes tensors by the names of the inputs, {"x": [[5.1, 3.5]]}, and returns tensors. GET /signature describes inputs and outputs, and GET /health checks the server. Requests that arrive together run together, in threads. On SIGTERM and Ctrl-C the server answers pending requests, and then stops.`,
    )
    .argument("<file>", "an ONNX file")
    .option(
      "--host <address>",
      "address to listen on; 0.0.0.0 accepts requests from other machines",
      "127.0.0.1",
    )
    .option(
      "--port <n>",
      "port to listen on; 0 takes any free port",
      parseWhole("--port", { most: 65535 }),
      8080,
    )
    .option(
      "--threads <n>",
      "number of threads, each with a copy of the model",
      parseWhole("--threads", { least: 1 }),
      availableParallelism(),
    )
    .option(
      "--body-limit <bytes>",
      "size of the largest request that is accepted",
      parseWhole("--body-limit", { least: 1 }),
      2 ** 20,
    )
    .action(async (file: string, { host, port, ...options }: ServeOptions) => {
      // loaded here, for other commands need no server
      const { createServer } = await import("../serve/create-server.js");
      const { app, stop } = await createServer(await readModel(resolve(file)), options);
      await app.listen({ host, port }).catch(async (error: unknown) => {
        await app.close(); // or its threads would keep the process
        throw error;
      });
      const address = app.server.address() as AddressInfo;
      process.stdout.write(`${file} on http://${host}:${address.port}\n`);
      await new Promise<void>((ended) => {
        for (const signal of ["SIGTERM", "SIGINT"] as const) {
          process.once(signal, () => void stop().then(ended));
        }
      });
    });
}
