import { type Key, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { NOISE_PER_COLUMN } from "../chains/sample-slots.js";
import type { DensityStack } from "./density-stack.js";
import { samplePart } from "./sample-part.js";
import { stackMember } from "./stack-member.js";

export interface StackSampler {
  /** Returns exact samples of one member. Shape [count, columns]. */
  sample(member: number, count: number, key: Key): Promise<Matrix>;
  dispose(): Promise<void>;
}

/** Number of rows in one call. */
const CHUNK = 1024;

/** Compiles a sampler of each member of a stack. Each row is computed by one part alone. */
export function openStackSampler(stack: DensityStack): StackSampler {
  const { columns, weights } = stack;
  const width = columns.length;
  const noiseWidth = 1 + NOISE_PER_COLUMN * width;
  const samplers = new Map<string, ReturnType<typeof open>>();
  const open = (member: number, b: number) => {
    const part = stackMember(stack, member).parts[b]!;
    return compile(({ uniforms }: { uniforms: tf.Tensor3D }) =>
      samplePart(part, columns, uniforms),
    );
  };
  const samplerOf = (member: number, b: number) => {
    const name = `${member} ${b}`;
    const known = samplers.get(name) ?? open(member, b);
    samplers.set(name, known);
    return known;
  };
  return {
    async sample(member, count, key) {
      const uniforms = uniform(key, count * (1 + noiseWidth));
      const rowsOf: number[][] = weights.map(() => []);
      for (let row = 0; row < count; row++) {
        rowsOf[partAt(weights, uniforms[row * (1 + noiseWidth)]!)]!.push(row);
      }
      const data = new Float32Array(count * width);
      for (const [b, rows] of rowsOf.entries()) {
        for (let start = 0; start < rows.length; start += CHUNK) {
          const chosen = rows.slice(start, start + CHUNK);
          const noise = new Float32Array(CHUNK * noiseWidth);
          for (const [i, row] of chosen.entries()) {
            const from = row * (1 + noiseWidth) + 1;
            noise.set(uniforms.subarray(from, from + noiseWidth), i * noiseWidth);
          }
          const feeds = { uniforms: { data: noise, shape: [1, CHUNK, noiseWidth] as const } };
          const { output } = await samplerOf(member, b)(feeds);
          for (const [i, row] of chosen.entries()) {
            data.set(output.data.subarray(i * width, (i + 1) * width), row * width);
          }
        }
      }
      return { data, shape: [count, width] };
    },
    async dispose() {
      await Promise.all([...samplers.values()].map((run) => run.dispose()));
    },
  };
}

/** The part whose share of [0, 1) has u. */
function partAt(weights: readonly number[], u: number): number {
  let [b, rest] = [0, u - weights[0]!];
  while (rest >= 0 && b < weights.length - 1) rest -= weights[++b]!;
  return b;
}
