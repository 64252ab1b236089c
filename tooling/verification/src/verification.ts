import "@tensorflow/tfjs-backend-cpu";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Report, table } from "./table.js";
import { trainRmwggis } from "./train-rmwggis.js";
import { trainSnl } from "./train-snl.js";
import { writeFiles } from "./write-files.js";

// Trains a small model by each of the three methods, exports all files, and has `ebm verify` run
// them in every available runtime. Writes results/verification.

const root = fileURLToPath(new URL("../../..", import.meta.url));
const directory = await mkdtemp(join(tmpdir(), "ebm-verification-"));
const files: Record<string, string[]> = {};

const run = join(directory, "iris");
await ebm(
  ...["run", "label-ranking", "--dataset", "embedded-iris", "--model", "permutahedron"],
  ...["--out", run, "--json"],
);
files["joint-partition"] = ["energy", "log-partition", "log-prob", "predict", "sampler"]
  .concat("train-step", "log-prob.float16", "log-prob.int8")
  .map((name) => join(run, `${name}.onnx`));
await ebm("export", run, "--what", "all", "--json");
for (const to of ["float16", "int8"]) {
  await ebm("export", run, "--what", "log-prob", "--quantize", to, "--json");
}

await mkdir(join(directory, "snl"));
files.snl = await writeFiles(join(directory, "snl"), await trainSnl());
await mkdir(join(directory, "rmwggis"));
files.rmwggis = await writeFiles(join(directory, "rmwggis"), await trainRmwggis());

const lines = await ebm("verify", "--json", ...Object.values(files).flat());
const told = lines.map((line) => JSON.parse(line) as Omit<Report, "method" | "bytes">);
const reports = await Promise.all(
  told.map(async (report): Promise<Report> => {
    const [method] = Object.entries(files).find(([, paths]) => paths.includes(report.file))!;
    const { size: bytes } = await stat(report.file);
    return { ...report, method, file: basename(report.file), bytes };
  }),
);
const out = join(root, "results/verification");
await mkdir(out, { recursive: true });
await writeFile(join(out, "results.json"), `${JSON.stringify(reports, null, 2)}\n`);
await writeFile(join(out, "README.md"), table(reports));
process.stdout.write(table(reports));

/**
 * Runs the command in a separate process, and returns its lines. If it fails, its lines tell why.
 */
async function ebm(...args: readonly string[]): Promise<string[]> {
  const main = join(root, "apps/experiments/src/main.ts");
  const node = ["--import", "tsx", "--conditions=@ebm/source", main];
  const child = spawn(process.execPath, [...node, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const text = Buffer.concat(await child.stdout.toArray()).toString();
  await ended;
  return text.trim().split("\n");
}
