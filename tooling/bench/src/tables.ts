import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableChunks } from "@ebm/datasets";

// Streams a large CSV, and the same rows as Parquet. Measures peak memory and rows per second, also
// of pandas if Python has it (EBM_PYTHON names one).
//
// The argument is the size of the CSV in MB (default: 1000). A separate process reads each file.

const COLUMNS = 12;
const REGIONS = ["north", "south", "east", "west"];
const [first = "1000", ...others] = process.argv.slice(2);

/** Writes rows until the CSV has the given number of MB. */
async function writeCsv(path: string, megabytes: number): Promise<void> {
  const stream = createWriteStream(path);
  const names = Array.from({ length: COLUMNS }, (_, i) => `x${i + 1}`);
  stream.write(`${[...names, "region", "since"].join()}\n`);
  let [bytes, state] = [0, 1];
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  while (bytes < megabytes * 1e6) {
    const lines: string[] = [];
    for (let row = 0; row < 1000; row++) {
      const numbers = names.map(() => (next() < 0.02 ? "" : (20 * next() - 10).toFixed(5)));
      const region = REGIONS[Math.floor(next() * REGIONS.length)]!;
      const since = new Date(1.7e12 + Math.floor(1e11 * next())).toISOString();
      lines.push([...numbers, region, since].join());
    }
    const text = `${lines.join("\n")}\n`;
    bytes += text.length;
    if (!stream.write(text)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
}

/** Reads a file in pieces, and prints the rows, the seconds and the peak of memory. */
async function read(path: string): Promise<void> {
  const began = performance.now();
  let [rows, sum] = [0, 0];
  for await (const table of tableChunks(path, { rows: 10_000 })) {
    rows += table.rows;
    for (const { kind, values } of table.columns) {
      if (kind === "number") for (const value of values) if (!Number.isNaN(value)) sum += value;
    }
  }
  const seconds = (performance.now() - began) / 1000;
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ rows, seconds, peak, sum }));
}

const PYTHON = process.env.EBM_PYTHON ?? "python3";
const PANDAS = `
import json, resource, sys, time
import pandas
path = sys.argv[1]
began = time.perf_counter()
frame = pandas.read_parquet(path) if path.endswith("parquet") else pandas.read_csv(path, parse_dates=["since"])
seconds = time.perf_counter() - began
print(json.dumps({"rows": len(frame), "seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
`;
const TO_PARQUET = `
import sys, pandas
frame = pandas.read_csv(sys.argv[1], parse_dates=["since"])
frame.to_parquet(sys.argv[2], row_group_size=100_000, index=False)
`;

async function compare(megabytes: number): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "ebm-tables-"));
  try {
    const [csv, parquet] = [join(directory, "rows.csv"), join(directory, "rows.parquet")];
    await writeCsv(csv, megabytes);
    const hasPandas = python(TO_PARQUET, csv, parquet) !== undefined;
    if (!hasPandas)
      console.log(`${PYTHON} has no pandas and pyarrow: no Parquet, nothing to compare.`);
    console.log(
      "| file | size | reader | rows per second | peak of memory |\n|---|---|---|---|---|",
    );
    for (const path of hasPandas ? [csv, parquet] : [csv]) {
      const { size } = await stat(path);
      const node = ["--conditions=@ebm/source", "--import", "tsx", import.meta.filename];
      const { stdout, stderr } = spawnSync(process.execPath, [...node, "read", path], {
        encoding: "utf8",
      });
      if (stdout === "") throw new Error(stderr);
      print(path, size, "tableChunks", stdout);
      if (hasPandas) print(path, size, "pandas", python(PANDAS, path)!);
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}

function python(program: string, ...paths: string[]): string | undefined {
  const { status, stdout } = spawnSync(PYTHON, ["-c", program, ...paths], { encoding: "utf8" });
  return status === 0 ? stdout : undefined;
}

function print(path: string, size: number, reader: string, json: string): void {
  const { rows, seconds, peak } = JSON.parse(json);
  const rate = Math.round(rows / seconds / 1000);
  const name = path.endsWith("csv") ? "CSV" : "Parquet";
  console.log(
    `| ${name}, ${rows} rows | ${Math.round(size / 1e6)} MB | ${reader} | ${rate} thousand | ${Math.round(peak)} MB |`,
  );
}

if (first === "read") await read(others[0]!);
else await compare(Number(first));
