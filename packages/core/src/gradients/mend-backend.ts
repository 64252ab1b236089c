import * as tf from "@tensorflow/tfjs-core";
import { EbmError } from "../errors.js";

/** Makes tfjs say which import is missing if it has no backend, once. */
export function mendBackend(): void {
  const engine = tf.engine() as unknown as Engine;
  if (Object.hasOwn(engine, "initializeBackendsAndReturnBest")) return;
  const { initializeBackendsAndReturnBest } = engine;
  engine.initializeBackendsAndReturnBest = () => {
    if (Object.keys(engine.registryFactory).length > 0) {
      return initializeBackendsAndReturnBest.call(engine);
    }
    throw new EbmError(
      "tfjs: no backend is registered, expected one for tensors to live on: " +
        'import "@tensorflow/tfjs-backend-cpu" first.',
    );
  };
}

/** The parts of tfjs's engine that its types omit. */
interface Engine {
  registryFactory: object;
  initializeBackendsAndReturnBest(): unknown;
}
