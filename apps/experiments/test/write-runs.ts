import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface WrittenRun {
  readonly id: string;
  readonly seed?: number;
  /** Number of lines of the log. Default: 40. */
  readonly lines?: number;
  /** Settings besides those of a run of emotions. Default: none. */
  readonly config?: object;
  /** Whether it has a result. Default: true. */
  readonly isFinished?: boolean;
}

const PART = 100_000;

/** Writes the files of a run whose numbers are known: the loss of step s is −log(s + seed). */
export async function writeRun(
  root: string,
  { id, seed = 0, lines = 40, config = {}, isFinished = true }: WrittenRun,
): Promise<string> {
  const directory = join(root, id);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "config.json"), JSON.stringify(configOf(seed, config)));
  await writeFile(join(directory, "metrics.jsonl"), "");
  // in parts, because a text has a largest length
  for (let from = 1; from <= lines; from += PART) {
    const text = linesOf(seed, from, Math.min(lines, from + PART - 1));
    await appendFile(join(directory, "metrics.jsonl"), text);
  }
  if (isFinished) {
    const metrics = { f1Micro: 60 + seed, nll: 2 + seed / 10 };
    const result = { step: lines, metrics, exports: [], msPerStep: 1, config: "", kept: "" };
    await writeFile(join(directory, "result.json"), JSON.stringify(result));
  }
  return directory;
}

/** Returns lines of a log, from one step to another. */
export function linesOf(seed: number, from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const step = from + i;
    const loss = -Math.log(step + seed);
    const line = { event: "step", step, loss, gradNorm: 1 / step, learningRate: 0.001 };
    const validation = { event: "validation", step, metrics: { nll: 3 + loss / 4 } };
    return `${JSON.stringify(line)}\n${step % 10 === 0 ? `${JSON.stringify(validation)}\n` : ""}`;
  }).join("");
}

function configOf(seed: number, config: object): object {
  return {
    ...{ task: "multilabel", data: { dataset: "emotions" }, model: "unary", steps: 40, seed },
    ...{ versions: { ebm: "0.0.0" }, learningRate: 0.001 },
    ...config,
  };
}
