import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { checkShapes } from "./check-shapes.js";
import { EbmError, ShapeError } from "./errors.js";

const vector = tf.zeros<tf.Rank.R1>([3]);
const matrix = tf.zeros<tf.Rank.R2>([3, 4]);

describe("checkShapes", () => {
  test("returns the size of each axis that has a name", () => {
    const sizes = checkShapes("f", {
      energy: [vector, "batch"],
      samples: [matrix, "batch 4"],
      image: [tf.zeros([3, 5, 5]), "batch side side"],
    });
    expect(sizes).toEqual({ batch: 3, side: 5 });
  });

  test("types its result by the names of the axes", () => {
    const n = 4;
    const sizes = checkShapes("f", { a: [vector, "batch"], b: [matrix, `batch ${n}`] });
    expectTypeOf(sizes).toEqualTypeOf<Record<"batch", number>>();
    // @ts-expect-error there is no such axis
    expect(sizes.bacth).toBeUndefined();
  });

  test("takes an empty list of axes for a scalar, and a size of zero", () => {
    expect(checkShapes("f", { x: [tf.scalar(1), ""], y: [tf.zeros([0]), "0"] })).toEqual({});
    expect(checkShapes("f", { y: [tf.zeros([0]), "batch"] })).toEqual({ batch: 0 });
  });

  test("takes any word for the name of an axis", () => {
    expect(checkShapes("f", { x: [vector, "constructor"] })).toEqual({ constructor: 3 });
  });
});

describe("checkShapes refuses", () => {
  test("another rank", () => {
    expect(() => checkShapes("f", { x: [vector, "batch dim"] })).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: f: \`x\` has shape [3], expected [batch, dim].]`,
    );
  });

  test("another size", () => {
    expect(() => checkShapes("f", { x: [matrix, "batch 5"] })).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: f: \`x\` has shape [3, 4], expected [batch, 5].]`,
    );
  });

  test("a size other than that of the same axis before, and says which", () => {
    const x = [matrix, "batch dim"] as const;
    expect(() =>
      checkShapes("f", { x, y: [tf.zeros([4, 4, 3]), "batch dim dim"] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: f: \`y\` has shape [4, 4, 3], expected [batch, dim, dim] where batch = 3 and dim = 4.]`,
    );
  });

  test("two sizes of an axis in one tensor", () => {
    expect(() => checkShapes("f", { x: [matrix, "dim dim"] })).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: f: \`x\` has shape [3, 4], expected [dim, dim].]`,
    );
  });

  test("what is no tensor", () => {
    expect(() =>
      checkShapes("f", { x: [undefined as unknown as tf.Tensor, "batch"] }),
    ).toThrowErrorMatchingInlineSnapshot(`[ShapeError: f: \`x\` is undefined, expected [batch].]`);
  });

  test("arrays, by their class and not by all that is in them", () => {
    expect(() =>
      checkShapes("f", { x: [new Float32Array(9) as unknown as tf.Tensor, "batch"] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: f: \`x\` is a Float32Array, expected [batch].]`,
    );
  });

  test("with an error that is an EbmError and a ShapeError", () => {
    const attempt = (): unknown => checkShapes("f", { x: [vector, "2"] });
    expect(attempt).toThrow(ShapeError);
    expect(attempt).toThrow(EbmError);
  });
});
