import { EbmError } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { stackScores } from "../members/stack-scores.js";
import { memberScores } from "./ranking-member.js";
import type { RankingModel } from "./ranking-model.js";

/**
 * Computes the utilities u(x) of each Plackett–Luce model in a ranking model. They are the input of
 * `rankingLogProbs` and `sampleRankings`.
 *
 * @param x Shape [rows, features].
 * @returns A matrix [rows, labels] for each fold.
 */
export async function rankingUtilities(model: RankingModel, x: Matrix): Promise<Matrix[]> {
  const { features, labels, folds, members, stack } = model;
  if (x.shape[1] !== features) {
    throw new EbmError(`rankingUtilities: \`x\` has ${x.shape[1]} columns, expected ${features}.`);
  }
  const scores: (readonly Matrix[])[] = [];
  for (const member of members) scores.push(await memberScores(member, x, folds));
  const none = {
    data: new Float32Array(x.shape[0] * labels),
    shape: [x.shape[0], labels],
  } as const;
  return Array.from({ length: folds }, (_, fold) =>
    members.length > 0
      ? stackScores(
          stack,
          scores.map((own) => own[fold]!),
        )
      : stackScores({ weights: new Float32Array(1), bias: stack.bias }, [none]),
  );
}
