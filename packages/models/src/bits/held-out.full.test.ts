import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { key } from "@ebm/core";
import { mean } from "@ebm/core/float64";
import { binaryDatasets, loadBinary, type Matrix } from "@ebm/datasets";
import { describe, expect, test, vi } from "vitest";
import { openBitsModel } from "./bits-model.js";
import { fitBits } from "./fit-bits.js";

vi.setConfig({ testTimeout: 3_600_000 });

const dataDir =
  process.env.EBM_DATA_DIR ?? fileURLToPath(new URL("../../../../../shared/data", import.meta.url));

/** The largest number of training, validation and test rows. */
const ROWS = [12_000, 5000, 10_000] as const;

/** The baselines that the model must not be worse than. */
const BASELINES = [
  "independent",
  "Chow–Liu tree",
  "mixture of Bernoullis",
  "mixture of 8 trees",
  "mixture of 30 trees",
  "chain",
  "reversed chain",
];

const first = ({ data, shape: [rows, dim] }: Matrix, most: number): Matrix => {
  const count = Math.min(rows, most);
  return { data: data.subarray(0, count * dim), shape: [count, dim] };
};

describe.skipIf(!existsSync(dataDir))("rows of the files' own test parts", () => {
  const names = Object.keys(binaryDatasets) as (keyof typeof binaryDatasets)[];

  test.each(names)("%s: the default is at least as good as each baseline", async (name) => {
    const { train, valid, test: held } = await loadBinary(name, { dataDir });
    const [rows, validation, heldOut] = [train, valid, held].map((part, i) =>
      first(part, ROWS[i]!),
    );
    const model = await fitBits({
      rows: rows!,
      validation: validation!,
      key: key(1),
      budgetSeconds: 300,
    });
    const logProb = await model.logProb(heldOut!);
    const { tilt } = model.params;
    const told: Record<string, number> = { fitBits: -mean(logProb) };
    for (const [base, params] of Object.entries(model.bases)) {
      const alone = await openBitsModel({ base: params, tilt: undefined }).logProb(heldOut!);
      told[base] = -mean(alone);
      if (!BASELINES.includes(base)) continue;
      const gains = logProb.map((log, row) => log - alone[row]!);
      const gain = mean(gains);
      const error = Math.sqrt(mean(gains.map((each) => (each - gain) ** 2)) / gains.length);
      expect(gain, base).toBeGreaterThan(-2 * error);
    }
    await model.dispose();
    const logZ = tilt ? `${tilt.method} ± ${tilt.standardError.toFixed(4)}` : "no energy";
    process.stdout.write(`${name} ${JSON.stringify(told)}, log Z: ${logZ}\n`);
  });
});
