export {
  type ConformalThresholdInputs,
  conformalThreshold,
} from "./answers/conformal-threshold.js";
export { f1Set } from "./answers/f1-set.js";
export { type TopRankings, type TopRankingsOptions, topRankings } from "./answers/top-rankings.js";
export { type TopSets, type TopSetsOptions, topSets } from "./answers/top-sets.js";
export {
  type WeightedSets,
  type WeightedSetsInputs,
  weightedSets,
} from "./answers/weighted-sets.js";
export type { BitColumns } from "./bits/bit-columns.js";
export { type BitRows, bitRows } from "./bits/bit-rows.js";
export type { BitsBase } from "./bits/bits-base.js";
export type { BitsChainHidden, BitsChainParams } from "./bits/bits-chain-params.js";
export { bitsEnergyOf } from "./bits/bits-energy-of.js";
export { type BitsModel, openBitsModel } from "./bits/bits-model.js";
export { type BitsBaseParams, openBitsBase } from "./bits/bits-params.js";
export { type BitsSampler, bitsSamplerOf } from "./bits/bits-sampler-of.js";
export type { BitsModelParams, BitsTiltParams, LogPartitionMethod } from "./bits/bits-tilt.js";
export {
  type BitsEvaluation,
  type EvaluateBitsInputs,
  evaluateBits,
} from "./bits/evaluate-bits.js";
export type { FilledBits } from "./bits/fill-bits.js";
export {
  type BitsProgress,
  type BitsReport,
  type FitBitsInputs,
  type FittedBits,
  fitBits,
} from "./bits/fit-bits.js";
export {
  type FitBitsChainInputs,
  type FittedBitsChain,
  fitBitsChain,
} from "./bits/fit-bits-chain.js";
export { type FitTreeMixtureInputs, fitTreeMixture } from "./bits/fit-tree-mixture.js";
export {
  type BitsBaseName,
  type BitsPlan,
  type PlanBitsInputs,
  planBits,
} from "./bits/plan-bits.js";
export type { TreeMixtureParams } from "./bits/tree-mixture-params.js";
export type { CategoryColumn, MixedColumn, NumberColumn } from "./chains/mixed-column.js";
export {
  type CompiledModel,
  type CompiledPart,
  compileModel,
  type ModelOutputs,
} from "./compile-model.js";
export {
  type FitConditionalDensityInputs,
  type FittedConditionalDensity,
  fitConditionalDensity,
  type RegressionProgress,
  type RegressionReport,
} from "./conditional/fit-conditional-density.js";
export {
  type PlanRegressionInputs,
  planRegression,
  type RegressionPlan,
} from "./conditional/plan-regression.js";
export { regressionCdfOf } from "./conditional/regression-cdf-of.js";
export {
  type RegressionLogProbInputs,
  regressionLogProbOf,
} from "./conditional/regression-log-prob-of.js";
export { openRegressionModel, type RegressionModel } from "./conditional/regression-model.js";
export type { RegressionParams } from "./conditional/regression-params.js";
export {
  type RegressionSummary,
  regressionSummaryOf,
} from "./conditional/regression-summary-of.js";
export { sampleRegressionOf } from "./conditional/sample-regression-of.js";
export { densityLogProbOf } from "./density/density-log-prob-of.js";
export { type DensityModel, openDensityModel } from "./density/density-model.js";
export type { DensityParams } from "./density/density-params.js";
export { densityPercentileOf } from "./density/density-percentile-of.js";
export type { DensityStack } from "./density/density-stack.js";
export type { DensityTiltVerdict } from "./density/fit-density-tilts.js";
export {
  type DensityProgress,
  type DensityReport,
  type FitJointDensityInputs,
  type FittedJointDensity,
  fitJointDensity,
} from "./density/fit-joint-density.js";
export { type DensityPlan, type PlanDensityInputs, planDensity } from "./density/plan-density.js";
export { densityNoise, sampleDensityOf } from "./density/sample-density-of.js";
export type { TiltedRegion } from "./density/tilted-regions.js";
export { type EvaluateOptions, type Evaluation, evaluate } from "./evaluate.js";
export { type ExactLogPartitionOptions, exactLogPartitions } from "./exact-log-partitions.js";
export { type InitModelParamsInputs, initModelParams } from "./init-model-params.js";
export { type JointLoss, type JointLossName, jointLosses } from "./joint-losses.js";
export { labelRankingModel } from "./label-ranking-model.js";
export {
  type ModelBatch,
  type ModelLossOptions,
  type ModelParams,
  modelLoss,
} from "./model-loss.js";
export { type ChainLogProbInputs, chainLogProb } from "./multilabel/chain-log-prob.js";
export { evaluateLabelSets, type LabelSetsEvaluation } from "./multilabel/evaluate-label-sets.js";
export {
  type FitLabelSetsInputs,
  type FittedLabelSets,
  fitLabelSets,
  type LabelSetsReport,
} from "./multilabel/fit-label-sets.js";
export type { LabelChain } from "./multilabel/label-chain.js";
export { labelFrequencyLosses } from "./multilabel/label-frequency-losses.js";
export { labelLogProbOf } from "./multilabel/label-log-prob-of.js";
export { labelLogits } from "./multilabel/label-logits.js";
export { labelLogitsOf } from "./multilabel/label-logits-of.js";
export type { LabelMember } from "./multilabel/label-member.js";
export type { LabelSets } from "./multilabel/label-sets.js";
export type { LabelEnergyName, LabelTilt } from "./multilabel/label-tilt.js";
export { type LabelTiltRowsInputs, labelTiltRows } from "./multilabel/label-tilt-rows.js";
export {
  type LabelBaseName,
  type LabelSetsPlan,
  type PlanLabelSetsInputs,
  planLabelSets,
} from "./multilabel/plan-label-sets.js";
export { predictLabelSets } from "./multilabel/predict-label-sets.js";
export { type SampleChainsInputs, sampleChains } from "./multilabel/sample-chains.js";
export { multilabelModel } from "./multilabel-model.js";
export { predict } from "./predict.js";
export { type Part, type Parts, type PreparePartsOptions, prepareParts } from "./prepare-parts.js";
export type { ChoiceChain } from "./rankings/choice-chain.js";
export { evaluateRankings, type RankingsEvaluation } from "./rankings/evaluate-rankings.js";
export { expectedPlacesOf } from "./rankings/expected-places-of.js";
export {
  type FitRankingsInputs,
  fitRankings,
  type RankingsReport,
} from "./rankings/fit-rankings.js";
export type { PlaceTiltParams } from "./rankings/place-energy.js";
export { type PlaceTiltInputs, placeTilt } from "./rankings/place-tilt.js";
export {
  type PlanRankingsInputs,
  planRankings,
  type RankingBaseName,
  type RankingEnergyName,
  type RankingsPlan,
} from "./rankings/plan-rankings.js";
export { predictRankings } from "./rankings/predict-rankings.js";
export { rankingFrequencyLosses } from "./rankings/ranking-frequency-losses.js";
export { type RankingLogProbInputs, rankingLogProbOf } from "./rankings/ranking-log-prob-of.js";
export { rankingLogProbs } from "./rankings/ranking-log-probs.js";
export type { RankingMember } from "./rankings/ranking-member.js";
export type { RankingModel } from "./rankings/ranking-model.js";
export type { RankingScore } from "./rankings/ranking-score.js";
export type { RankingTilt } from "./rankings/ranking-tilt.js";
export { rankingUtilities } from "./rankings/ranking-utilities.js";
export { type SampleRankingsOptions, sampleRankings } from "./rankings/sample-rankings.js";
export type { StructuredModel } from "./structured-model.js";
export { bitsDensity, bitsSampleFile, withBitColumns } from "./tables/binary/bits-graphs.js";
export {
  type BinaryFromInputs,
  binaryFrom,
  type FitBinaryOptions,
  fitBinary,
} from "./tables/binary/fit-binary.js";
export type { BinaryRow, FilledRow, FittedBinary } from "./tables/binary/open-binary.js";
export { bitLevels, readBits, type TableBits } from "./tables/binary/read-bits.js";
export { densityRows } from "./tables/density/density-rows.js";
export { categoriesOf, densityRowsOf } from "./tables/density/density-rows-of.js";
export { densityFrom, type FitDensityOptions, fitDensity } from "./tables/density/fit-density.js";
export { fitDensityColumns } from "./tables/density/fit-density-columns.js";
export type { DensityRow, FittedDensity } from "./tables/density/open-density.js";
export type {
  ExplainedPart,
  FitReport,
  FitScores,
  FittedModel,
  Likeliest,
  SampleOptions,
  SaveOptions,
} from "./tables/fitted-model.js";
export {
  type LabelSetsFileName,
  labelSetsFiles,
} from "./tables/label-sets-files.js";
export { type LoadedModel, loadModel } from "./tables/load-model.js";
export {
  type FitMultilabelOptions,
  fitMultilabel,
  type MultilabelSource,
  multilabelFrom,
} from "./tables/multilabel/fit-multilabel.js";
export type {
  ConformalSets,
  LabelAnswers,
  LabelSampling,
  LabelSet,
  PredictionGoal,
} from "./tables/multilabel/label-answers.js";
export type { FittedMultilabel, MultilabelScores } from "./tables/multilabel/open-multilabel.js";
export {
  type FitRankingOptions,
  fitRanking,
  type RankingSource,
  rankingFrom,
} from "./tables/ranking/fit-ranking.js";
export type { FittedRanking, Ranking, RankingScores } from "./tables/ranking/open-ranking.js";
export { type WithoutPlacesInputs, withoutPlaces } from "./tables/ranking/without-places.js";
export { type RankingsFileName, rankingsFiles } from "./tables/rankings-files.js";
export {
  type FitRegressionOptions,
  fitRegression,
  regressionFrom,
} from "./tables/regression/fit-regression.js";
export type {
  FittedRegression,
  TargetSummary,
  TargetValues,
} from "./tables/regression/open-regression.js";
export type { NamedColumn, TableRows } from "./tables/table-rows.js";
export { type TracedFile, type TracedFileInfo, tracedFileBytes } from "./tables/traced-file.js";
export { type ConvTiltInputs, type ConvTiltParams, convTilt } from "./tilt/conv-tilt.js";
export {
  type FitTiltInputs,
  type FittedTilt,
  fitTilt,
  type TiltProgress,
} from "./tilt/fit-tilt.js";
export {
  type LowRankTiltInputs,
  type LowRankTiltParams,
  lowRankTilt,
} from "./tilt/low-rank-tilt.js";
export { type MlpTiltInputs, type MlpTiltParams, mlpTilt } from "./tilt/mlp-tilt.js";
export { type OpenTilt, openTilt } from "./tilt/open-tilt.js";
export { type PairTiltInputs, type PairTiltParams, pairTilt } from "./tilt/pair-tilt.js";
export type { Tilt } from "./tilt/tilt.js";
export { type TiltEvaluator, type TiltGains, tiltGains } from "./tilt/tilt-gains.js";
export {
  type TiltGuardInputs,
  type TiltGuardOptions,
  type TiltVerdict,
  tiltGuard,
} from "./tilt/tilt-guard.js";
export { drawTiltPoints, type TiltPoints } from "./tilt/tilt-points.js";
export type { TiltRows, TiltSampleRequest } from "./tilt/tilt-rows.js";
export { tiltTensors } from "./tilt/tilt-tensors.js";
