import type { LabelSetsEvaluation } from "@ebm/models";
import { formatNumber } from "../../report/format.js";
import type { ReportData } from "../../report/report-data.js";
import { gainFinding } from "../gain-finding.js";
import { energyFindings } from "./energy-findings.js";
import type { FittedLabelSets } from "./fitted-label-sets.js";
import { pairedGain } from "./paired-gain.js";

const nats = (value: number): string => formatNumber(value, 3);

/** Describes the test results of a model, and how it was made. */
export function labelSetsFindings(
  { model, report }: FittedLabelSets,
  evaluation: LabelSetsEvaluation,
): Pick<ReportData, "findings" | "warnings" | "tables"> {
  const { nll, frequencyNll } = evaluation;
  const { gain, standardError } = pairedGain(evaluation.losses, evaluation.frequencyLosses);
  const [best] = [...report.members].sort((a, b) => a.nll - b.nll);
  const probability = 1 / (1 + Math.exp(-model.threshold));
  const findings = [
    gainFinding({
      nll,
      gain,
      standardError,
      baseline: "the label frequencies",
      baselineNll: frequencyNll,
    }),
    ...(best
      ? [
          `On training rows held out in folds, the model has ${nats(report.chainNll)} nats, its best member alone (${best.kind}) ${nats(best.nll)}, and the label frequencies ${nats(report.frequencyNll)}.`,
        ]
      : []),
    ...energyFindings(report.energies, evaluation),
    `A label is predicted if its probability is at least ${formatNumber(probability, 3)}. This threshold has the best micro F1 on training rows held out in folds: ${formatNumber(report.f1Micro, 1)}.`,
    ...report.notes,
  ];
  const isRefused = model.tilt !== undefined && !evaluation.tiltKept;
  const warnings = [
    ...(nll < frequencyNll
      ? []
      : [
          `the test NLL, ${nats(nll)} nats, is not below that of the label frequencies, ${nats(frequencyNll)}: the model has found nothing in the features that helps on test rows.`,
        ]),
    ...(isRefused
      ? [
          `log Z of the energy cannot be trusted on the test rows: ${formatNumber(100 * evaluation.effectiveShare, 1)} % of the samples are effective, expected 20 %. The NLL is that of the base.`,
        ]
      : []),
  ];
  return {
    findings,
    ...(warnings.length > 0 && { warnings }),
    tables: [partsTable(report)],
  };
}

function partsTable(report: FittedLabelSets["report"]) {
  const { uniformNll, frequencyNll, members, stackNll, chainNll, orderNlls } = report;
  const chains =
    orderNlls.length === 0
      ? "labels stay independent: no chain is better"
      : `chains in ${orderNlls.length} orders of the labels`;
  return {
    title: "NLL in nats per row on training rows held out in folds, by part of the model",
    columns: ["Part", "NLL, nats", "Weight"],
    rows: [
      ["fair coins", nats(uniformNll), ""],
      ["label frequencies", nats(frequencyNll), ""],
      ...members.map(({ kind, nll, weight }) => [kind, nats(nll), formatNumber(weight, 2)]),
      ["stack of the members", nats(stackNll), ""],
      [chains, nats(chainNll), ""],
      ...report.energies.map(({ energy, verdict: { gain, kept } }, i) => [
        `energy ${energy} on top, ${kept && i === 0 ? "kept" : "left out"}`,
        nats(chainNll - gain),
        "",
      ]),
    ],
  };
}
