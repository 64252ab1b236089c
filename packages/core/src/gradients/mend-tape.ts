import * as tf from "@tensorflow/tfjs-core";

/**
 * Mends what tfjs's tape notes down of each kernel, once:
 *
 * - Lists that belong to the caller are copied: the outputs that `tf.split` and `tf.unstack`
 *   return, and arguments such as the `begin` of `tf.slice`. The caller may change them in place.
 * - Inputs that are left out, such as the scale of `tf.batchNorm`, are left out of the tape too.
 *   Where a gradient asks for the value of one, it gets a 1.
 */
export function mendTape(): void {
  const engine = tf.engine() as unknown as Engine;
  if (Object.hasOwn(engine, "addTapeNode")) return;
  const { addTapeNode, getTensorsForGradient } = engine;
  Object.assign(engine, {
    addTapeNode(name, inputs, outputs, gradient, saved, attrs) {
      const given = Object.entries(inputs).filter(([, input]) => input != null);
      const noted = Object.entries(attrs ?? {}).map(([key, value]) => [key, copied(value)]);
      addTapeNode.call(
        engine,
        name,
        Object.fromEntries(given),
        [...outputs],
        gradient,
        saved,
        attrs && Object.fromEntries(noted),
      );
    },
    getTensorsForGradient: (name, inputs, outputs) =>
      getTensorsForGradient.call(engine, name, inputs, outputs).map((x) => x ?? tf.scalar(1)),
  } satisfies Engine);
}

/** The methods of tfjs's engine that fill the tape. Its types leave them out. */
interface Engine {
  addTapeNode(
    name: string,
    inputs: Readonly<Record<string, tf.Tensor | null | undefined>>,
    outputs: readonly tf.Tensor[],
    gradient: unknown,
    saved: readonly tf.Tensor[],
    attrs: Readonly<Record<string, unknown>> | undefined,
  ): void;
  getTensorsForGradient(
    name: string,
    inputs: object,
    outputs: readonly tf.Tensor[],
  ): (tf.Tensor | undefined)[];
}

function copied(value: unknown): unknown {
  return Array.isArray(value) ? value.map(copied) : value;
}
