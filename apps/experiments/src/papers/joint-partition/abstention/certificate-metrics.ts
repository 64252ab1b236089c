import { type Key, uniform } from "@ebm/core";
import { compile } from "@ebm/engine";
import { logPartitionCertificate } from "@ebm/joint-partition";
import type { StructuredModel } from "@ebm/models";
import type * as tf from "@tensorflow/tfjs-core";
import type { Metrics } from "../../../studies/study.js";
import { rowRange } from "../../../training/row-range.js";
import { informedDraws } from "../informed-draws.js";
import type { LearnedRows } from "./learned-rows.js";

export interface CertificateInputs {
  readonly experiment: StructuredModel;
  readonly labels: number;
  readonly rows: LearnedRows;
  /** The numbers of samples that certificates use. */
  readonly counts: readonly number[];
  readonly refit: { readonly share: number };
  readonly key: Key;
}

/** Number of rows that are certified, enough for stable means. */
const ROWS = 100;

/**
 * Computes certificates of log Z(x) from few and from many samples, drawn from the prior or close
 * to the model. Returns the median width of the 95 % interval, its coverage × 100, and the means of
 * log Z − lower and of upper − log Z. The upper bound uses τ as trained and as refitted.
 */
export async function certificateMetrics(inputs: CertificateInputs): Promise<Metrics> {
  return {
    ...(await certified("prior", { ...inputs, refit: { share: 1 } })),
    ...(await certified("informed", inputs)),
  };
}

async function certified(
  name: string,
  { experiment, labels, rows, counts, refit: { share }, key }: CertificateInputs,
): Promise<Metrics> {
  const { noiseDim, draw } = informedDraws(experiment, labels, { share });
  const count = Math.min(ROWS, rows.exact.length);
  const most = Math.max(...counts);
  type Inputs = { readonly scores: tf.Tensor2D; readonly uniforms: tf.Tensor3D };
  const run = compile(({ scores, uniforms }: Inputs) => {
    const { y, logWeights } = draw(scores, uniforms);
    return { energies: experiment.energy(scores, y), logWeights };
  });
  const { energies, logWeights } = await run({
    scores: rowRange(rows.scores, 0, count),
    uniforms: { data: uniform(key, count * most * noiseDim), shape: [count, most, noiseDim] },
  });
  await run.dispose();

  const looks = counts.map((draws) => {
    const widths = new Float64Array(count);
    let [covered, below, joint, refit] = [0, 0, 0, 0];
    for (let row = 0; row < count; row++) {
      const [from, to] = [row * most, row * most + draws];
      const certificate = (logPartition: number): ReturnType<typeof logPartitionCertificate> =>
        logPartitionCertificate({
          sampleEnergy: energies.data.subarray(from, to),
          sampleLogWeights: logWeights.data.subarray(from, to),
          logPartition,
        });
      const truth = rows.exact[row]!;
      const { interval, lower, upper } = certificate(rows.joint[row]!);
      widths[row] = interval[1] - interval[0];
      if (interval[0] <= truth && truth <= interval[1]) covered++;
      below += truth - lower;
      joint += upper - truth;
      refit += certificate(rows.refit[row]!).upper - truth;
    }
    const width = widths.sort()[count >> 1]!;
    return {
      Width: Number.isFinite(width) ? width : null,
      Coverage: (100 * covered) / count,
      Below: below / count,
      Joint: joint / count,
      Refit: refit / count,
    };
  });
  const fields = ["Width", "Coverage", "Below", "Joint", "Refit"] as const;
  return Object.fromEntries(
    fields.flatMap((field) =>
      looks.map((look, i): [string, number | null] => [`${name}${field}${counts[i]}`, look[field]]),
    ),
  );
}
