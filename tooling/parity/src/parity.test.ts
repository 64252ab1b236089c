import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { backends, reference } from "./backends.js";
import { families } from "./cases.js";
import { compare } from "./compare.js";
import { compareTraining, STEPS } from "./training.js";

/** The tolerance relative to the largest entry of an output, at each order. */
const TOLERANCE = 1e-5;
/** The tolerances of the losses of a training run, and of its final parameters. */
const TRAINING = { losses: 1e-5, params: 5e-5 };

/** The cases that tfjs wasm cannot run because it lacks a kernel. */
const notInWasm: Readonly<Record<string, string>> = {
  "tf.einsum": "Einsum",
  "tf.unsortedSegmentSum": "UnsortedSegmentSum",
};

const everything = Object.values(families).flat();

test("names are unique", () => {
  const names = everything.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

for (const backend of backends) {
  if (backend.missing) {
    console.warn(
      `parity: ${everything.length} functions and a training run on ${backend.name} are skipped: ${backend.missing}.`,
    );
  }
  describe.skipIf(backend.missing)(`${backend.name} agrees with tfjs cpu`, () => {
    test("is what runs", async () => {
      await backend.use();
      expect(tf.getBackend()).toBe(backend.id);
      await reference.use();
    });

    test.each(everything)("$name", async (it) => {
      const lacking = backend.id === "wasm" ? notInWasm[it.name] : undefined;
      const found = Object.entries(await compare(it, backend));
      expect(found.map(([order]) => order)).toEqual(Object.keys(it.functions));
      for (const [order, result] of found) {
        if (lacking) expect(result, order).toBe(lacking);
        else expect(result, order).toBeLessThanOrEqual(it.exact ? 0 : TOLERANCE);
      }
    });

    test(`over ${STEPS} steps of Adam`, async () => {
      const { losses, params } = await compareTraining(backend);
      expect(losses, "losses").toBeLessThanOrEqual(TRAINING.losses);
      expect(params, "params").toBeLessThanOrEqual(TRAINING.params);
    });
  });
}
