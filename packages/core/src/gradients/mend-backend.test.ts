import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import "../gradients.js";

test("without a backend, the error names the import that is missing", () => {
  const engine = tf.engine() as unknown as {
    registryFactory: object;
    initializeBackendsAndReturnBest(): { readonly name: string };
  };
  const { registryFactory } = engine;
  engine.registryFactory = {};
  try {
    expect(() => engine.initializeBackendsAndReturnBest()).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: tfjs: no backend is registered, expected one for tensors to live on: import "@tensorflow/tfjs-backend-cpu" first.]`,
    );
  } finally {
    engine.registryFactory = registryFactory;
  }
  expect(engine.initializeBackendsAndReturnBest().name).toBe("cpu");
});
