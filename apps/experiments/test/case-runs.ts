import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, normal } from "@ebm/core";
import { ebmEvents as ebm } from "./ebm-here.js";
import { temporaryDirectory } from "./own-files.js";

const ROWS = 40;
const noise = normal(key(1), 2 * ROWS);

/** Two numbers for each of some rows. */
export const numbers: readonly (readonly [number, number])[] = Array.from(
  { length: ROWS },
  (_, i) => [noise[2 * i]!, noise[2 * i + 1]!] as const,
);

/** The attributes of the features of `arffRows`, and of their labels. */
export const FEATURES = "a numeric, b numeric, s {F,M}, f {1,0}";
export const LABELS = "L1 {0,1}, L2 {0,1}, L3 {0,1}";

/** The features and the labels of each row, as text. */
export const arffRows: readonly (readonly [features: string, labels: string])[] = numbers.map(
  ([a, b], i) => {
    const f = Number(b > 0);
    return [`${a},${b},${i % 3 ? "F" : "M"},${f}`, `${Number(a > 0)},${f},${1 - f}`];
  },
);

export const orders: readonly string[] = ["a>b>c>d", "d>c>b>a", "b>a>c>d"];

/** The head of an ARFF file. */
export function header(attributes: string): string {
  const lines = attributes.split(", ").map((attribute) => `@attribute ${attribute}`);
  return `@relation r\n${lines.join("\n")}\n@data\n`;
}

type Events = Awaited<ReturnType<typeof ebm>>;

/** Files and short runs in a separate directory. */
export interface CaseRuns {
  readonly directory: string;
  /** Writes a file, and returns its path. */
  file(name: string, text: string): Promise<string>;
  /** Runs a task for two steps, and returns its output. */
  run(task: string, ...options: string[]): Promise<ShortRun>;
  /** Predicts the rows of a file with a file of a run. */
  predict(out: string, name: string, input: string): Promise<Events>;
}

interface ShortRun {
  readonly out: string;
  readonly notes: readonly string[];
  readonly start: Events[number];
  readonly last: Events[number];
}

export async function caseRuns(): Promise<CaseRuns> {
  const directory = await temporaryDirectory();
  const short = ["--steps", "2", "--samples", "8", "--hidden", "4", "--json"];
  let runs = 0;
  return {
    directory,
    async file(name, text) {
      const path = join(directory, name);
      await writeFile(path, text);
      return path;
    },
    async run(task, ...options) {
      const out = join(directory, `run-${runs++}`);
      const model = ["--model", task === "multilabel" ? "unary" : "permutahedron"];
      const events = await ebm("run", task, ...options, ...model, "--out", out, ...short);
      const notes = events.flatMap((event) =>
        event.event === "notes" ? (event.notes as string[]) : [],
      );
      const start = events.find(({ event }) => event === "start")!;
      return { out, notes, start, last: events.at(-1)! };
    },
    predict: (out, name, input) =>
      ebm("predict", join(out, `${name}.onnx`), "--json", "--input", input),
  };
}
