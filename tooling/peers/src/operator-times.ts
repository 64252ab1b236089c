import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layoutOf, type Tree, valueAndGrad } from "@ebm/core";
import type { Feeds } from "@ebm/engine";
import { encodeModel, type Traceable, trace } from "@ebm/trace";
import type * as tf from "@tensorflow/tfjs-core";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Problem } from "./problem.js";

/** An entry of the file that ONNX Runtime's profiler writes. */
interface Event {
  readonly cat: string;
  readonly name: string;
  readonly dur: number;
  readonly args: { readonly op_name: string };
}

const [RUNS, WARM_UP] = [300, 50];

/** Returns the mean time of each operator of a step in ONNX Runtime on one thread, in µs per run. */
export async function operatorTimes(problem: Problem): Promise<Map<string, number>> {
  const directory = mkdtempSync(join(tmpdir(), "ebm-profile-"));
  const { step, feeds } = flat(problem);
  const entries = Object.entries(feeds);
  const specs = entries.map(([name, { shape }]) => [name, { shape, dtype: "float32" }]);
  const session = await InferenceSession.create(
    encodeModel(trace(step, Object.fromEntries(specs))),
    {
      intraOpNumThreads: 1,
      logSeverityLevel: 3,
      enableProfiling: true,
      profileFilePrefix: join(directory, "run"),
      // As @ebm/engine loads them.
      extra: {
        optimization: { disable_specified_optimizers: "GemmTransposeFusion;MatmulTransposeFusion" },
      },
    },
  );
  const tensors = entries.map(([name, { data, shape }]) => [
    name,
    new Tensor("float32", data, shape),
  ]);
  for (let i = 0; i < RUNS; i++) await session.run(Object.fromEntries(tensors));
  session.endProfiling();
  const [file = ""] = readdirSync(directory);
  const events = JSON.parse(readFileSync(join(directory, file), "utf8")) as Event[];
  rmSync(directory, { recursive: true });

  const times = new Map<string, number>();
  const kernels = events.filter(({ cat, name }) => cat === "Node" && name.endsWith("_kernel_time"));
  for (const { dur, args } of kernels.slice((kernels.length / RUNS) * WARM_UP)) {
    times.set(args.op_name, (times.get(args.op_name) ?? 0) + dur / (RUNS - WARM_UP));
  }
  return times;
}

/** Returns loss and gradient as functions of one vector of parameters, as `train` does. */
function flat({ loss, params, batch }: Problem): { step: Traceable; feeds: Feeds } {
  const layout = layoutOf(params);
  const step: Traceable = ({ $params, ...inputs }) => {
    const { value, grad } = valueAndGrad((tree: Tree) => loss(tree, inputs))(
      layout.unflatten($params as tf.Tensor1D),
    );
    return { value, grad: layout.flatten(grad) };
  };
  const vector = { data: layout.read(params), shape: [layout.size] };
  return { step, feeds: { ...batch, $params: vector } };
}
