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
      `Serves a file on this machine: POST /run takes the inputs by name as nested lists, {"x": [[5.1, 3.5]]}, and gives the outputs likewise; GET /signature tells what they are, and GET /health that all is well. Requests that come together run together, in threads. SIGTERM and Ctrl-C answer what has come, and end it.`,
    )
    .argument("<file>", "an ONNX file")
    .option("--host <address>", "where to listen; 0.0.0.0 lets others in", "127.0.0.1")
    .option("--port <n>", "0 takes any that is free", parseWhole("--port", { most: 65535 }), 8080)
    .option(
      "--threads <n>",
      "that each hold the model",
      parseWhole("--threads", { least: 1 }),
      availableParallelism(),
    )
    .option(
      "--body-limit <bytes>",
      "the largest request",
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
