import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { EbmError } from "@ebm/core/errors";
import { decodePacked, encodePacked, type Feeds, type PackedJson } from "@ebm/onnx-export";
import type { LoadedModel, RuntimeOffer } from "./runtime.js";

/** Python's onnxruntime, which is another build of ONNX Runtime and often another version. */
export const pythonOnnxruntime: RuntimeOffer = offer("onnxruntime, Python", "onnxruntime");

/** ONNX's own reference: its checker when a file is loaded, and its evaluator in numpy. */
export const onnxReference: RuntimeOffer = offer("ONNX's reference, checked", "onnx");

function offer(name: string, module: "onnx" | "onnxruntime"): RuntimeOffer {
  return {
    name,
    async open() {
      const python = process.env.EBM_PYTHON ?? "python3";
      const print = `import ${module}; print(${module}.__version__)`;
      const { status, stdout } = spawnSync(python, ["-c", print], { encoding: "utf8" });
      if (status !== 0) return { missing: `no ${module} in ${python}; EBM_PYTHON names another` };
      const load = (model: Uint8Array): Promise<LoadedModel> => start(python, module, model);
      return { name, version: stdout.trim(), load, dispose: async () => {} };
    },
  };
}

/** The program that answers each line of inputs with a line of outputs, or of an error. */
const program = `
import base64, json, sys
import numpy as np

module, path = sys.argv[1:]
if module == "onnx":
    import onnx
    from onnx.reference import ReferenceEvaluator

    onnx.checker.check_model(path, full_check=True)
    model = ReferenceEvaluator(path)
    names = model.output_names
else:
    import onnxruntime

    model = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    names = [output.name for output in model.get_outputs()]

def decode(tensor):
    data = np.frombuffer(base64.b64decode(tensor["data"]), tensor["dtype"])
    return data.reshape(tensor["shape"])

def encode(array):
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return {"dtype": str(array.dtype), "shape": array.shape, "data": data}

print("{}", flush=True)
for line in sys.stdin:
    try:
        feeds = {name: decode(tensor) for name, tensor in json.loads(line).items()}
        outputs = zip(names, model.run(None, feeds))
        print(json.dumps({name: encode(np.asarray(array)) for name, array in outputs}), flush=True)
    except Exception as error:
        print(json.dumps({"error": str(error).split("\\n")[0]}), flush=True)
`;

async function start(python: string, module: string, model: Uint8Array): Promise<LoadedModel> {
  const directory = await mkdtemp(join(tmpdir(), "ebm-python-"));
  const path = join(directory, "model.onnx");
  await writeFile(path, model);
  const child = spawn(python, ["-c", program, module, path]);
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const answer = async (): Promise<Record<string, unknown>> => {
    const { value, done } = await lines.next();
    if (done) throw new EbmError(`${module}: ${errors.trim().split("\n").at(-1)}`);
    const answered = JSON.parse(value) as Record<string, unknown>;
    if (answered.error !== undefined) throw new EbmError(`${module}: ${answered.error}`);
    return answered;
  };
  const dispose = async (): Promise<void> => {
    const ended = child.exitCode === null ? once(child, "exit") : undefined;
    child.stdin.end();
    await ended;
    await rm(directory, { recursive: true });
  };
  try {
    await answer();
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    async run(feeds: Feeds) {
      const encoded = Object.entries(feeds).map(([name, packed]) => [name, encodePacked(packed)]);
      child.stdin.write(`${JSON.stringify(Object.fromEntries(encoded))}\n`);
      const decoded = Object.entries(await answer()).map(([name, tensor]) => {
        return [name, decodePacked(tensor as PackedJson)] as const;
      });
      return Object.fromEntries(decoded);
    },
    dispose,
  };
}
