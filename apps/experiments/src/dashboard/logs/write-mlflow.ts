import { createHash } from "node:crypto";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { EbmError } from "@ebm/core/errors";
import { type RunLog, timeOf } from "./run-log.js";

const EXPERIMENT = "1";

/**
 * Writes runs as a file store of MLflow, which `mlflow ui --backend-store-uri DIRECTORY` shows.
 *
 * @throws {EbmError} If the directory exists and has files.
 */
export async function writeMlflow(directory: string, logs: readonly RunLog[]): Promise<void> {
  const found = await readdir(directory).catch(() => []);
  if (found.length > 0) throw new EbmError(`${directory} is not empty, expected a new directory.`);
  const root = resolve(directory, EXPERIMENT);
  await put(root, "meta.yaml", {
    artifact_location: pathToFileURL(root).href,
    creation_time: Math.round(Math.min(...logs.map(({ started }) => started))),
    experiment_id: EXPERIMENT,
    last_update_time: Math.round(Math.max(...logs.map(({ changed }) => changed))),
    lifecycle_stage: "active",
    name: "ebm",
  });
  for (const log of logs) await writeRun(root, log);
}

const STATUS = { running: 1, finished: 3, stopped: 5 } as const;

async function writeRun(root: string, log: RunLog): Promise<void> {
  const { name, config, metrics, series, started, changed, tags, state } = log;
  const id = createHash("sha256").update(name).digest("hex").slice(0, 32);
  const directory = join(root, id);
  await put(directory, "meta.yaml", {
    artifact_uri: pathToFileURL(join(directory, "artifacts")).href,
    end_time: state === "running" ? null : Math.round(changed),
    entry_point_name: "",
    experiment_id: EXPERIMENT,
    lifecycle_stage: "active",
    run_id: id,
    run_name: name,
    run_uuid: id,
    source_name: "ebm",
    source_type: 4,
    source_version: "",
    start_time: Math.round(started),
    status: STATUS[state],
    tags: [],
    user_id: "",
  });
  await mkdir(join(directory, "artifacts"));
  for (const [key, value] of Object.entries(config)) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    await write(join(directory, "params", key), text);
  }
  const texts = { "mlflow.runName": name, ...(tags.length > 0 && { tags: tags.join(", ") }) };
  for (const [key, value] of Object.entries(texts))
    await write(join(directory, "tags", key), value);
  for (const [key, { steps, values }] of series) {
    const lines = steps.map((step, i) => `${timeOf(log, step)} ${values[i]} ${step}\n`);
    await write(join(directory, "metrics", key), lines.join(""));
  }
  for (const [key, value] of Object.entries(metrics)) {
    if (value === null) continue;
    await write(join(directory, "metrics", "test", key), `${Math.round(changed)} ${value} 0\n`);
  }
}

/** Writes a YAML file. JSON is YAML. */
async function put(directory: string, name: string, values: object): Promise<void> {
  const lines = Object.entries(values).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  await write(join(directory, name), lines.join(""));
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
