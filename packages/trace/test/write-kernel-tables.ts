import "@tensorflow/tfjs-backend-cpu";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { withKernelTables } from "./kernel-tables.js";

const path = resolve(import.meta.dirname, "../README.md");
writeFileSync(path, await withKernelTables(readFileSync(path, "utf8")));
