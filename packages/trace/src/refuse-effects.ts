import { EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { drawn } from "./refused.js";
import { replace } from "./replace.js";

/**
 * Makes every side effect of a trace throw: random numbers, and changes to variables and tensors from
 * before the trace, such as those of layers in training mode. Returns a function that undoes this.
 */
export function refuseEffects(): () => void {
  const engine = tf.engine() as unknown as Engine;
  const { disposeTensor, keep } = engine;
  const undo = [
    replace(Math, {
      random() {
        throw drawn("Math.random");
      },
    }),
    replace(tf.Variable.prototype, {
      assign(this: tf.Variable) {
        throw changed(`variable \`${this.name}\` was assigned`);
      },
    }),
    replace(engine, {
      makeVariable(_, __, name) {
        throw changed(`${name ? `variable \`${name}\`` : "a variable"} was created`);
      },
      disposeTensor(tensor) {
        if ("node" in tensor.dataId) return disposeTensor.call(engine, tensor);
        const { name } = tensor as tf.Tensor & { readonly name?: string };
        throw changed(`${name ? `variable \`${name}\`` : "a tensor"} was disposed`);
      },
      keep(tensor) {
        // the tape of a gradient keeps tensors too, inside kernels
        if (tf.engine().state.kernelDepth > 0) return keep.call(engine, tensor);
        throw changed("a tensor was kept by `tf.keep` or a stateful layer", STATE_IS_LOST);
      },
    }),
  ];
  return () => {
    for (const end of undo) end();
  };
}

/** The methods of tfjs's engine with effects beyond the trace. */
interface Engine {
  makeVariable(value: tf.Tensor, trainable?: boolean, name?: string, dtype?: string): tf.Variable;
  disposeTensor(tensor: tf.Tensor): void;
  keep(tensor: tf.Tensor): tf.Tensor;
}

/** A stateful layer overwrites its state before it keeps it, so nothing can restore it. */
const STATE_IS_LOST = " Call `resetStates()` of the layer before it is used again.";

function changed(what: string, after = ""): EbmError {
  return new EbmError(
    `trace: ${what} while tracing, where tensors have no values. Do so before or after, and call ` +
      `layers without \`training: true\`.${after}`,
  );
}
