import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { applyPreprocessor, type Table } from "@ebm/datasets";
import { compileModel } from "@ebm/models";
import fc from "fast-check";
import { randomTables } from "../../../packages/datasets/test/random-tables.js";
import {
  writeArffTable,
  writeCsv,
  writeParquet,
} from "../../../packages/datasets/test/write-tables.js";
import { readConfig } from "../src/run/read-config.js";
import { readKept } from "../src/run-files/read-kept.js";
import { createServer } from "../src/serve/create-server.js";
import { tasks } from "../src/tasks/index.js";
import { multilabel } from "../src/tasks/multilabel.js";
import type { MultilabelConfig } from "../src/tasks/multilabel-config.js";
import { formatNames } from "../src/tasks/tables/names.js";
import { ebmEvents as ebm } from "./ebm-here.js";
import { temporaryDirectory } from "./own-files.js";

const LABELS = ["calm, or not", "sad 🙂"];

/** Random tables with strange names, missing values and two labels that vary. */
export const labeledTables: fc.Arbitrary<Table> = fc
  .tuple(randomTables, fc.infiniteStream(fc.boolean()))
  .map(([table, bits]) => {
    const values = LABELS.map((_, label) =>
      Int8Array.from({ length: table.rows }, (_, row) =>
        row < 2 ? (row + label) % 2 : Number(bits.next().value),
      ),
    );
    const labels = LABELS.map((name, i) => ({
      name,
      kind: "boolean" as const,
      values: values[i]!,
    }));
    return { ...table, columns: [...labels, ...table.columns] };
  });

type Answers = readonly (number | null)[];

/** Log-probabilities of all rows: by the model in memory, and by its file in each input format. */
export interface RoundTrip {
  readonly expected: readonly number[];
  readonly answers: Readonly<Record<string, Answers>>;
}

/**
 * Trains a model of a table for a few steps. Computes log-probabilities of the same rows with its
 * file: with columns in another order, from CSV, Parquet and ARFF, and over HTTP. Returns undefined
 * if the table cannot be trained on.
 */
export async function roundTrip(table: Table): Promise<RoundTrip | undefined> {
  const directory = await temporaryDirectory();
  const [csv, out] = [join(directory, "train.csv"), join(directory, "run")];
  await writeFile(csv, writeCsv(table, ","));
  const types = formatNames(table.columns.map(({ name, kind }) => `${name}=${kind}`));
  const options = ["--labels", formatNames(LABELS), "--types", types, "--header", "yes"];
  const short = ["--model", "unary", "--steps", "5", "--samples", "8", "--hidden", "8", "--json"];
  try {
    await ebm("run", "multilabel", "--train", csv, ...options, ...short, "--out", out);
  } catch (error) {
    // a split may leave training rows in which no column varies
    if (/two values or more|no features/.test((error as Error).message)) return undefined;
    throw error;
  }
  const turned = { ...table, columns: table.columns.toReversed() };
  const file = join(out, "log-prob.onnx");
  const answers: Record<string, Answers> = {};
  for (const [name, bytes] of Object.entries({
    "rows.csv": writeCsv(turned, ","),
    "rows.parquet": writeParquet(turned),
    "rows.arff": writeArffTable(turned, false),
  })) {
    const input = join(directory, name);
    await writeFile(input, bytes);
    const lines = await ebm("predict", file, "--json", "--header", "yes", "--input", input);
    answers[name] = lines.map(({ log_prob }) => log_prob as number | null);
  }
  return {
    expected: await inMemory(out),
    answers: { ...answers, http: await overHttp(file, turned) },
  };
}

async function inMemory(out: string): Promise<number[]> {
  const { config } = await readConfig(out, tasks);
  const { data, model, params, prepared, ...instance } = await multilabel.open(
    config as MultilabelConfig,
    {},
  );
  const kept = await readKept(out);
  const compiled = compileModel(model, params, { ...instance.config, runtime: "tfjs" });
  const x = applyPreprocessor(prepared.preprocessor, data.features);
  const { energy, logPartition } = await compiled(kept.params, { x, y: data.targets });
  await compiled.dispose();
  return Array.from(energy, (e, row) => -e - logPartition[row]! - model.structure.logSize);
}

async function overHttp(file: string, { rows, columns }: Table): Promise<Answers> {
  const { app } = await createServer(await readFile(file), { bodyLimit: 2 ** 24 });
  const records = Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(columns.map((column) => [column.name, cellOf(column, row)])),
  );
  const payload = { rows: records };
  const response = await app.inject({ method: "POST", url: "/run", payload });
  await app.close();
  const { rows: answers, error } = response.json();
  if (error !== undefined) throw new Error(error);
  return answers.map(({ log_prob }: { log_prob: number | null }) => log_prob);
}

function cellOf(column: Table["columns"][number], row: number): unknown {
  const value = column.values[row];
  if (value === -1 && column.kind !== "number") return null;
  if (Number.isNaN(value)) return null;
  if (column.kind === "category") return column.categories[value as number];
  if (column.kind === "datetime") return new Date(value as number).toISOString();
  return column.kind === "boolean" ? value === 1 : value;
}
