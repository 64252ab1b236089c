import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeRun } from "../../../test/write-runs.js";
import { maskedCrc32c } from "./crc32c.js";
import { exportLogs, LOG_FORMATS } from "./export-logs.js";
import { importLogs } from "./import-logs.js";
import { readEventFile } from "./read-event-file.js";
import { readRunLog } from "./run-log.js";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ebm-logs-"));
});
afterEach(() => rm(root, { recursive: true }));

test("the checksum has its published value", () => {
  // CRC-32C of "123456789" is e3069283, which the mask rotates by 15 bits and adds to
  const crc = 0xe3069283;
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
  expect(maskedCrc32c(Buffer.from("123456789"))).toBe(masked);
});

test.each(LOG_FORMATS)("what is exported to %s can be imported", async (format) => {
  const directory = await writeRun(join(root, "runs"), { id: "mine", seed: 3 });
  const out = join(root, format === "csv" || format === "parquet" ? `points.${format}` : "logs");
  await exportLogs([directory], { format, out });
  const [imported] = await importLogs(out, join(root, "runs"));
  expect(imported).toBe(join(root, "runs", "mine-2"));
  const [before, after] = [await readRunLog(directory), await readRunLog(imported!)];
  expect(after.state).toBe("finished");
  for (const [name, { steps, values }] of before.series) {
    const found = after.series.get(name)!;
    expect(found.steps).toEqual(steps);
    // the scalars of TensorBoard have single precision
    const exact = format === "tensorboard" ? values.map(Math.fround) : values;
    expect(found.values).toEqual(exact);
  }
  if (format === "mlflow") expect(after.config).toMatchObject({ model: "unary", seed: 3 });
});

/** Written by tensorboardX 2.6: `train/loss` is 1.5 / (i + 1) at steps 0 to 4. */
const TENSORBOARDX =
  "GAAAAAAAAACjf0siCf0VyROtwtpBGg1icmFpbi5FdmVudDoygDbOax4AAAAAAAAA2dwSMglkK8kTrcLaQSoTChEK" +
  "CnRyYWluL2xvc3MVAADAP3oUeDIgAAAAAAAAACntqVAJODTJE63C2kEQASoTChEKCnRyYWluL2xvc3MVAABAP8EJ" +
  "QQYgAAAAAAAAACntqVAJjjTJE63C2kEQAioTChEKCnRyYWluL2xvc3MVAAAAPzhiOywgAAAAAAAAACntqVAJ1zTJ" +
  "E63C2kEQAyoTChEKCnRyYWluL2xvc3MVAADAPoDVtoEgAAAAAAAAACntqVAJCzXJE63C2kEQBCoTChEKCnRyYWlu" +
  "L2xvc3MVmpmZPnacmk8=";

test("reads the scalars of other programs, up to a record that was cut off", async () => {
  const bytes = Buffer.from(TENSORBOARDX, "base64");
  const read = (contents: Uint8Array) => {
    const series = new Map();
    readEventFile(contents, "events", series);
    return series.get("train/loss");
  };
  const values = [1.5, 0.75, 0.5, 0.375, 0.3].map(Math.fround);
  expect(read(bytes)).toEqual({ steps: [0, 1, 2, 3, 4], values });
  expect(read(bytes.subarray(0, -5)).steps).toEqual([0, 1, 2, 3]);
  const damaged = Buffer.from(bytes);
  damaged[100]! ^= 1;
  expect(() => read(damaged)).toThrow(/^events: the record at byte \d+ is damaged/);
});

test("a table may have one column a series", async () => {
  const path = join(root, "history.csv");
  await writeFile(path, "step,loss,accuracy\n1,0.5,\n2,0.25,0.9\n");
  const [directory] = await importLogs(path, join(root, "runs"));
  const lines = (await readFile(join(directory!, "metrics.jsonl"), "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { event: "step", step: 1, loss: 0.5 },
    { event: "step", step: 2, loss: 0.25, accuracy: 0.9 },
  ]);
});

test("a directory without logs is refused, and leaves no run", async () => {
  await mkdir(join(root, "empty"));
  await expect(importLogs(join(root, "empty"), join(root, "runs"))).rejects.toThrow(/has no logs/);
  expect(await readdir(root)).toEqual(["empty"]);
});
