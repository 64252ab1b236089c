import type { RankingsEvaluation } from "@ebm/models";
import { formatNumber } from "../../report/format.js";
import type { ReportData } from "../../report/report-data.js";
import { gainFinding } from "../gain-finding.js";
import { energyFindings } from "./energy-findings.js";
import type { FittedRankings } from "./fitted-rankings.js";
import { pairedGain } from "./paired-gain.js";

const nats = (value: number): string => formatNumber(value, 3);

/** Describes the test results of a model, and how it was made. */
export function rankingsFindings(
  { report }: FittedRankings,
  evaluation: RankingsEvaluation,
): Pick<ReportData, "findings" | "warnings" | "tables"> {
  const { nll, frequencyNll, losses, frequencyLosses } = evaluation;
  const { gain, standardError } = pairedGain(losses, frequencyLosses);
  const { constant, stack, chains } = report;
  const [best] = [...report.members].sort((a, b) => a.nll - b.nll);
  const findings = [
    gainFinding({
      nll,
      gain,
      standardError,
      baseline: "the best Plackett–Luce model without x",
      baselineNll: frequencyNll,
    }),
    ...(best
      ? [
          `On training rows held out in folds, the stack has ${nats(stack.nll)} nats, its best member alone (${best.kind}) ${nats(best.nll)}, and the best model without x ${nats(constant.nll)}.`,
        ]
      : []),
    ...(chains ? [chainsFinding(chains)] : []),
    ...energyFindings(report.energies, { ...evaluation, effectiveShare: 1 }),
    "Labels are predicted in the order of their mean places.",
    ...report.notes,
  ];
  const warnings = warningsOf(evaluation);
  return { findings, ...(warnings.length > 0 && { warnings }), tables: [partsTable(report)] };
}

function chainsFinding({
  kept,
  gain,
  standardError,
}: NonNullable<FittedRankings["report"]["chains"]>): string {
  const found = `Chains, which make each choice depend on earlier ones, add ${nats(gain)} ± ${nats(standardError)} nats per row on held-out rows`;
  return kept
    ? `${found}. They were kept.`
    : `${found}, which is not above two standard errors. They were left out.`;
}

function warningsOf({ nll, frequencyNll, uniformNll }: RankingsEvaluation): string[] {
  const baselines = [
    { name: "the best Plackett–Luce model without x", loss: frequencyNll },
    { name: "orders that are all equally likely", loss: uniformNll },
  ];
  return baselines
    .filter(({ loss }) => !(nll < loss))
    .map(
      ({ name, loss }) =>
        `the test NLL, ${nats(nll)} nats, is not below that of ${name}, ${nats(loss)}: the model has found nothing in the features that helps on test rows.`,
    )
    .slice(0, 1);
}

function partsTable(report: FittedRankings["report"]) {
  const { uniformNll, constant, members, stack, chains, energies } = report;
  const score = ({ nll, kendallTau }: { readonly nll: number; readonly kendallTau: number }) => [
    nats(nll),
    formatNumber(kendallTau, 1),
  ];
  return {
    title: "NLL in nats per row, and Kendall τ × 100, on training rows held out in folds",
    columns: ["Part", "NLL, nats", "Kendall τ × 100", "Weight"],
    rows: [
      ["orders equally likely", nats(uniformNll), "", ""],
      ["Plackett–Luce without x", ...score(constant), ""],
      ...members.map((member) => [member.kind, ...score(member), formatNumber(member.weight, 2)]),
      ["stack of the members", ...score(stack), ""],
      ...(chains
        ? [[`chains of choices, ${chains.kept ? "kept" : "left out"}`, ...score(chains), ""]]
        : []),
      ...energies.map(({ energy, verdict: { gain, kept } }) => [
        `energy ${energy} on top, ${kept ? "kept" : "left out"}`,
        nats((chains?.kept ? chains : stack).nll - gain),
        "",
        "",
      ]),
    ],
  };
}
