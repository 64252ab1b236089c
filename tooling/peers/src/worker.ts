import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { namedLeaves, type Tree, valueAndGrad } from "@ebm/core";
import { type Batch, encodeSafetensors, type Safetensors, train } from "@ebm/engine";
import { adam } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { LEARNING_RATE } from "./problem.js";
import { problems } from "./problems.js";

// Trains with @ebm/engine on command. python/worker.py takes the same arguments and commands.
const [contender, name, threads] = process.argv.slice(2) as [string, string, string];
const runtimes = { "tfjs wasm": "tfjs", native: "native" } as const;
const runtime = runtimes[contender as keyof typeof runtimes] ?? "onnx";
const isWasm = runtime === "tfjs";
tf.enableProdMode();
await tf.setBackend(isWasm ? "wasm" : "cpu");

const { loss, params, batch } = problems[name]!();
const training = train({
  loss,
  params,
  batches: () => batch,
  optimizer: adam({ learningRate: LEARNING_RATE }),
  steps: Infinity,
  runtime,
  threads: Number(threads),
  // The threads of PyTorch and XLA spin too.
  spin: Number(threads) > 1 ? 1000 : 0,
});
const steps = training[Symbol.asyncIterator]();
const lossAndGrad = training.compile((params: Tree, inputs: Batch) => {
  const { value, grad } = valueAndGrad((p: Tree) => loss(p, inputs))(params);
  return { ...Object.fromEntries(namedLeaves(grad)), $loss: value };
});

for await (const line of createInterface(process.stdin)) {
  const [command, argument] = line.split(" ") as [string, string];
  const answer = command === "check" ? await check(argument) : await run(Number(argument));
  console.log(JSON.stringify(answer));
}
// Loaded sessions would keep the process alive.
process.exit();

async function check(file: string): Promise<{ loss: number }> {
  const { $loss: value, ...grad } = await lossAndGrad(batch);
  const tensors = grad as Safetensors["tensors"];
  writeFileSync(file, encodeSafetensors({ tensors, metadata: {} }));
  return { loss: value.data[0]! };
}

async function run(count: number): Promise<{ wall: number; cpu: number }> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  for (let i = 0; i < count; i++) await steps.next();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: (performance.now() - wall) / count, cpu: (user + system) / 1000 / count };
}
