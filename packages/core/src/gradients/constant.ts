import * as tf from "@tensorflow/tfjs-core";

/** The kernels without a slope, and their inputs. tfjs has no null gradient, so they get zeros. */
const inputs: Readonly<Record<string, readonly string[]>> = {
  All: ["x"],
  Any: ["x"],
  ArgMax: ["x"],
  ArgMin: ["x"],
  BitwiseAnd: ["a", "b"],
  Ceil: ["x"],
  Equal: ["a", "b"],
  Floor: ["x"],
  FloorDiv: ["a", "b"],
  Greater: ["a", "b"],
  GreaterEqual: ["a", "b"],
  IsFinite: ["x"],
  IsInf: ["x"],
  IsNan: ["x"],
  Less: ["a", "b"],
  LessEqual: ["a", "b"],
  LogicalAnd: ["a", "b"],
  LogicalNot: ["x"],
  LogicalOr: ["a", "b"],
  Multinomial: ["logits"],
  NotEqual: ["a", "b"],
  OneHot: ["indices"],
  OnesLike: ["x"],
  Round: ["x"],
  SearchSorted: ["sortedSequence", "values"],
  Sign: ["x"],
  Step: ["x"],
  ZerosLike: ["x"],
};

/** The gradients of functions whose slope is zero wherever it exists. */
export const constant: readonly tf.GradConfig[] = Object.entries(inputs).map(
  ([kernelName, names]) => ({
    kernelName,
    inputsToSave: [...names],
    gradFunc: (_, saved) =>
      Object.fromEntries(names.map((name, i) => [name, () => tf.zeros(saved[i]!.shape)])),
  }),
);
