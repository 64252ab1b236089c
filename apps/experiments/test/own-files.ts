import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { key, normal } from "@ebm/core";

/** Creates a directory that no other test uses. */
export function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), "ebm-experiments-"));
}

/**
 * Writes a CSV of rankings of three labels, each by the sign of a feature. Every row has a
 * different x.
 */
export async function writeRankings(directory: string, rows = 40): Promise<string> {
  const noise = normal(key(1), 2 * rows);
  const lines = Array.from({ length: rows }, (_, row) => {
    const [a, b] = [noise[2 * row]!, noise[2 * row + 1]!];
    return `${a},${b},${a > 0 ? "x>y>z" : "z>y>x"}`;
  });
  const path = join(directory, "rankings.txt");
  await writeFile(path, ["a,b,ranking", ...lines, ""].join("\n"));
  return path;
}

/** Writes ARFF files of two features and three labels, and the list of the labels. */
export async function writeMultilabel(
  directory: string,
): Promise<{ train: string; test: string; labels: string }> {
  const header =
    "@relation r\n@attribute a numeric\n@attribute b numeric\n@attribute l1 {0,1}\n@attribute l2 {0,1}\n@attribute l3 {0,1}\n@data\n";
  const rows = (seed: number, count: number): string => {
    const noise = normal(key(seed), 2 * count);
    const lines = Array.from({ length: count }, (_, row) => {
      const [a, b] = [noise[2 * row]!, noise[2 * row + 1]!];
      return `${a},${b},${Number(a > 0)},${Number(b > 0)},${Number(a + b > 2)}`;
    });
    return `${lines.join("\n")}\n`;
  };
  const paths = {
    train: join(directory, "train.arff"),
    test: join(directory, "test.arff"),
    labels: join(directory, "labels.xml"),
  };
  await writeFile(paths.train, header + rows(1, 60));
  await writeFile(paths.test, header + rows(2, 20));
  await writeFile(
    paths.labels,
    '<labels xmlns="http://mulan.sourceforge.net/labels"><label name="l1"/><label name="l2"/><label name="l3"/></labels>',
  );
  return paths;
}
