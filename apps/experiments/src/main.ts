#!/usr/bin/env node
import "./no-telemetry.js";
import "@tensorflow/tfjs-backend-cpu";
import { enableProdMode } from "@tensorflow/tfjs-core";
import { CommanderError } from "commander";
import { messageOf, UsageError } from "./errors.js";
import { createProgram } from "./program.js";

// otherwise tfjs advertises its native backend
enableProdMode();

// a reader of the output may stop, as `head` does
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // its message has been printed already
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    process.stderr.write(`ebm: ${messageOf(error)}\n`);
    if (process.env.EBM_DEBUG) console.error(error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
