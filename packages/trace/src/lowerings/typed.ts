import { EbmError } from "@ebm/core";
import type { Dtype, Value } from "../graph.js";
import type { Operators } from "../operators.js";
import type { Lowering, Lowerings } from "./lowering.js";

const names = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Kernels whose results are floats, even for integers and bools. */
const GIVE_FLOATS = names("Erf Exp LeakyRelu Mean Prelu UnsortedSegmentSum");

/** Kernels that compute in floats, and round results for integers towards zero. */
const ROUND_TO_ZERO = names(
  "Acos Acosh Asin Asinh Atan Atan2 Atanh Expm1 Log1p Reciprocal Round Selu Sinh Softplus",
);

/** Kernels that treat true as 1. The second list returns bools for bools. */
const TAKE_BOOLS = names(`ArgMax ArgMin Cumprod Cumsum Einsum FloorDiv Greater GreaterEqual IsFinite
  IsInf IsNan Less LessEqual Maximum Minimum OneHot Prod Sum`);
const KEEP_BOOLS = names("Max Min");

/** Kernels that accept bools in tfjs but return values that are not bools. */
const OF_NUMBERS = names(`Abs Add AddN BatchMatMul Bincount ClipByValue DenseBincount Log1p Mod
  Multiply Neg Pow RealDiv Relu Relu6 Sign Square SquaredDifference Step Sub TopK _FusedMatMul`);

/** Extends lowerings that are written for one dtype to all dtypes that their kernels accept. */
export function typed(lowerings: Lowerings): Lowerings {
  const entries = Object.entries(lowerings);
  return Object.fromEntries(entries.map(([name, lower]) => [name, withTypes(name, lower)]));
}

function withTypes(name: string, lower: Lowering): Lowering {
  const lowered = lower as (o: Operators, inputs: unknown, attrs: unknown) => ReturnType<Lowering>;
  return (o, inputs: Record<string, Value>, attrs: unknown) => {
    const dtypes = new Set(valuesOf(inputs).map(({ dtype }) => dtype));
    const asFloats = (): ReturnType<Lowering> => lowered(o, converted(o, inputs, "float32"), attrs);
    if (GIVE_FLOATS.has(name)) return asFloats();
    const isOfBools = dtypes.has("bool");
    if (isOfBools && (OF_NUMBERS.has(name) || ROUND_TO_ZERO.has(name))) {
      throw new EbmError(
        `trace: kernel \`${name}\` got a tensor of bool, expected numbers: use tf.cast first.`,
      );
    }
    if (ROUND_TO_ZERO.has(name) && dtypes.has("int32")) return o.cast(asFloats() as Value, "int32");
    if (!isOfBools) return lowered(o, inputs, attrs);
    if (TAKE_BOOLS.has(name)) return lowered(o, converted(o, inputs, "int32"), attrs);
    if (!KEEP_BOOLS.has(name)) return lowered(o, inputs, attrs);
    return o.cast(lowered(o, converted(o, inputs, "int32"), attrs) as Value, "bool");
  };
}

function valuesOf(inputs: Readonly<Record<string, Value>>): Value[] {
  return Object.values(inputs ?? {});
}

/** Converts the inputs, except indices, to one dtype. */
function converted(o: Operators, inputs: Readonly<Record<string, Value>>, dtype: Dtype): unknown {
  const convert = (x: Value, name: string | number): Value =>
    name === "segmentIds" ? x : o.cast(x, dtype);
  if (Array.isArray(inputs)) return inputs.map(convert);
  return Object.fromEntries(Object.entries(inputs).map(([name, x]) => [name, convert(x, name)]));
}
