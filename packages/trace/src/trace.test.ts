import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { expectParity, expectSame, openTraced, type Tensors } from "../test/expect-parity.js";
import { encodeModel, type Traceable, trace } from "./index.js";

const floats = (seed: number, ...shape: number[]): tf.Tensor =>
  tf.keep(
    tf.tensor(
      normal(
        key(seed),
        shape.reduce((a, b) => a * b, 1),
      ),
      shape,
    ),
  );

const [w, b] = [floats(1, 3, 5), floats(2, 5)];
const row = { shape: ["batch", 3], dtype: "float32" };
const x4 = { x: { shape: [4, 3], dtype: "float32" } };

describe("trace", () => {
  test("keeps what the function closes over as constants, through a reshape of the same data", () =>
    expectParity(({ x }) => tf.mul(tf.add(tf.matMul(x!, w), b), tf.reshape(b, [1, 5])), {
      x: floats(3, 4, 3),
    }));

  test("names its outputs, and lets one be an input, a constant, or another output", () =>
    expectParity(
      ({ x, y }) => {
        const sum = tf.add(x!, y!);
        return {
          copy: x!,
          sum,
          again: sum,
          constant: b,
          splat: tf.ones([2]),
          "a name": tf.neg(sum),
        };
      },
      { x: floats(3, 2), y: floats(4, 2) },
    ));

  test("writes equal computations once", () => {
    const once = trace(({ x }) => tf.exp(x!), x4);
    const twice = trace(({ x }) => tf.maximum(tf.exp(x!), tf.exp(x!)), x4);
    const size = (traced: ReturnType<typeof trace>): number => encodeModel(traced).length;
    expect(size(twice)).toBeLessThan(size(once) + 60);
  });

  test("is deep enough for a loop of 20,000 steps", async () => {
    const loop: Traceable = ({ x }) => {
      let y = x!;
      for (let i = 0; i < 20_000; i++) y = tf.sin(y);
      return y;
    };
    expect(encodeModel(trace(loop, x4)).length).toBeGreaterThan(20_000);
  });

  test("leaves tfjs as it was", () => {
    const before = { ...tf.memory(), backend: tf.getBackend() };
    trace(({ x }) => tf.tidy(() => tf.matMul(x!, w)), x4);
    expect({ ...tf.memory(), backend: tf.getBackend() }).toEqual(before);
    expect(() => trace(() => tf.matMul(w, w), x4)).toThrow("inner sizes");
    expect({ ...tf.memory(), backend: tf.getBackend() }).toEqual(before);
    expectClose(tf.add(b, 0), b);
    expect(Math.random()).toBeLessThan(1);
  });

  test("can be nested in a tidy and in a gradient", () => {
    const size = (): number => encodeModel(trace(({ x }) => tf.exp(x!), x4)).length;
    const outside = size();
    expect(tf.tidy(() => tf.scalar(size())).dataSync()[0]).toBe(outside);
  });
});

describe("an open axis", () => {
  const cases: Record<string, Traceable> = {
    "an mlp": ({ x }) => tf.matMul(tf.relu(tf.add(tf.matMul(x!, w), b)), w, false, true),
    "a mean": ({ x }) => tf.mean(tf.square(x!)),
    "a sum over rows, divided": ({ x }) => tf.div(tf.sum(x!, 0), x!.shape[0]),
    "all pairs": ({ x }) => tf.sub(tf.expandDims(x!, 0), tf.expandDims(x!, 1)),
    "ones and zeros": ({ x }) => tf.concat([tf.ones([x!.shape[0], 2]), x!, tf.zerosLike(x!)], 1),
    "a reshape of two open axes": ({ x }) =>
      tf.reshape(tf.matMul(x!, x!, false, true), [x!.shape[0], 1, x!.shape[0]]),
    "twice the batch, and one": ({ x }) => tf.concat([x!, tf.zeros([1, 3]), x!], 0),
    slices: ({ x }) => tf.slice(x!, [0, 1], [x!.shape[0], 2]),
    "an unrolled loop": ({ x }) => {
      let y = x!;
      for (let i = 0; i < 3; i++) y = tf.sub(y, tf.mul(0.1, tf.tanh(y)));
      return y;
    },
  };
  test.each(Object.entries(cases))("holds at every size: %s", async (_, f) => {
    const session = await openTraced(f, { x: row });
    for (const batch of [1, 2, 7, 33, 31, 100]) {
      await expectSame(session, f, { x: floats(batch, batch, 3) });
    }
    await session.release();
  });

  test("may be of several inputs, and not the first axis", async () => {
    const f = ({ x, y }: Tensors): tf.Tensor => tf.matMul(x!, y!, true);
    const session = await openTraced(f, {
      x: { shape: [4, "n"], dtype: "float32" },
      y: { shape: [4, 2], dtype: "float32" },
    });
    expect(session.inputMetadata).toMatchObject([{ shape: [4, "n"] }, { shape: [4, 2] }]);
    expect(session.outputMetadata).toMatchObject([{ shape: ["n", 2] }]);
    await expectSame(session, f, { x: floats(1, 4, 9), y: floats(2, 4, 2) });
  });

  test("is no axis inside the function that has one of its sizes by chance", async () => {
    const f: Traceable = ({ x, w }) => {
      const pairs = tf.reshape(w!, [37, 2]);
      return tf.add(tf.reshape(x!, [x!.shape[0], 2]), tf.sum(pairs));
    };
    const open = {
      x: { shape: ["batch", 2, 1], dtype: "float32" },
      w: { shape: [74], dtype: "float32" },
    } as const;
    expect(() => trace(f, open)).not.toThrow();
  });
});

describe("trace refuses", () => {
  const refusal = (f: Traceable, specs: Parameters<typeof trace>[1] = x4): string => {
    try {
      trace(f, specs);
    } catch (error) {
      return String(error);
    }
    throw new Error("nothing was refused");
  };

  test("random draws, seeded ones too", () => {
    const draws: Record<string, Traceable> = {
      "Math.random": ({ x }) => tf.mul(x!, Math.random()),
      "tf.randomNormal": ({ x }) => tf.add(x!, tf.randomNormal([4, 3], 0, 1, "float32", 7)),
      "tf.randomUniform": ({ x }) => tf.add(x!, tf.randomUniform([4, 3], 0, 1, "float32", 7)),
      "tf.truncatedNormal": ({ x }) => tf.add(x!, tf.truncatedNormal([4, 3], 0, 1, "float32", 7)),
      "tf.randomGamma": ({ x }) => tf.add(x!, tf.randomGamma([4, 3], 1, 1, "float32", 7)),
      "tf.dropout": ({ x }) => tf.dropout(x!, 0.5, undefined, 7),
      "tf.multinomial": ({ x }) => tf.multinomial(x as tf.Tensor2D, 2, 7),
    };
    for (const [name, f] of Object.entries(draws)) {
      expect(refusal(f)).toBe(
        `EbmError: trace: \`${name}\` drew a random number while tracing, which would be the same ` +
          "at every run of the graph. Take noise as an input instead.",
      );
    }
  });

  test("reading a value", async () => {
    const read = "EbmError: trace: the value of a tensor was read while tracing";
    expect(refusal(({ x }) => (x!.dataSync()[0]! > 0 ? x! : tf.neg(x!)))).toContain(read);
    expect(refusal(({ x }) => tf.tensor(x!.arraySync() as number[][]))).toContain(read);
    expect(
      refusal(({ x }) => {
        x!.print();
        return x!;
      }),
    ).toContain(read);
  });

  test("a tensor of another trace", () => {
    let leaked: tf.Tensor | undefined;
    trace(({ x }) => (leaked = tf.exp(x!)), x4);
    expect(refusal(({ x }) => tf.add(x!, leaked!))).toMatchInlineSnapshot(
      `"EbmError: trace: a tensor of another trace was used, which has no value. Make it in this function."`,
    );
  });

  test("strings", () => {
    expect(refusal(() => tf.cast(tf.tensor(["a"]), "float32"))).toMatchInlineSnapshot(
      `"EbmError: trace: a tensor has dtype \`string\`, expected float32, int32 or bool."`,
    );
  });

  test("an open size that the graph cannot follow", () => {
    const open = { x: row };
    const unrolled: Traceable = ({ x }) => tf.addN(tf.unstack(x!));
    const powers: Traceable = ({ x }) => tf.mul(x!, x!.shape[0] ** 2);
    const counted: Traceable = ({ x }) => tf.add(x!, tf.reshape(tf.range(0, x!.shape[0]), [-1, 1]));
    expect(refusal(unrolled, open)).toMatchInlineSnapshot(
      `"EbmError: trace: the graph differs in more than sizes at batch = 31, 37, 41, expected a function that does not branch, loop or unroll over \`batch\`."`,
    );
    expect(refusal(powers, open)).toMatchInlineSnapshot(
      `"EbmError: trace: a size or a number is 961, 1369, 1681 at batch = 31, 37, 41, expected a·batch + b or c/batch."`,
    );
    expect(refusal(counted, open)).toMatchInlineSnapshot(
      `"EbmError: trace: a constant of shape [31, 1] changes with \`batch\` in a way that is neither a·batch + b nor c/batch. Take it as an input instead."`,
    );
  });

  test("specifications that are none", () => {
    const identity: Traceable = ({ x }) => x!;
    expect(refusal(identity, { x: { shape: [1.5], dtype: "float32" } })).toMatchInlineSnapshot(
      `"EbmError: trace: input \`x\` has shape [1.5], expected whole numbers or a name."`,
    );
    expect(refusal(identity, { x: { shape: [1], dtype: "string" } })).toMatchInlineSnapshot(
      `"EbmError: trace: input \`x\` has dtype string, expected float32, int32 or bool."`,
    );
    const two = { x: row, y: { shape: ["samples"], dtype: "float32" } };
    expect(refusal(identity, two)).toMatchInlineSnapshot(
      `"EbmError: trace: inputs have the open axes \`batch\` and \`samples\`, expected one name."`,
    );
  });

  test("shapes that do not fit", () => {
    expect(refusal(({ x }) => tf.add(x!, tf.ones([2])))).toMatchInlineSnapshot(
      `"ShapeError: trace: shapes [4, 3] and [2] do not broadcast, expected equal sizes or 1."`,
    );
    expect(refusal(({ x }) => tf.matMul(x!, x!))).toMatchInlineSnapshot(
      `"ShapeError: trace: a product of [4, 3] and [4, 3] matrices, expected inner sizes that are equal."`,
    );
    expect(refusal(({ x }) => tf.reshape(x!, [5]))).toMatchInlineSnapshot(
      `"ShapeError: trace: a reshape has shape [5], expected 12 elements as in [4, 3]."`,
    );
    expect(refusal(({ x }) => tf.concat([x!, tf.ones([4, 1])], 0))).toMatchInlineSnapshot(
      `"ShapeError: trace: shapes [4, 3] and [4, 1] do not join along axis 0, expected the other axes equal."`,
    );
    expect(refusal(({ x }) => tf.slice(x!, [0, 2], [4, 2]))).toMatchInlineSnapshot(
      `"ShapeError: trace: a slice from [0, 2] to [4, 4] leaves shape [4, 3]."`,
    );
  });

  test("results that are no tensors", () => {
    expect(refusal(({ x }) => ({ x: x! }))).toMatchInlineSnapshot(
      `"EbmError: trace: \`x\` names an input and an output, expected different names."`,
    );
    expect(refusal((() => ({ y: 1 })) as unknown as Traceable)).toMatchInlineSnapshot(
      `"EbmError: trace: output \`y\` is number, expected a tensor."`,
    );
    expect(refusal((() => undefined) as unknown as Traceable)).toMatchInlineSnapshot(
      `"EbmError: trace: output \`result\` is undefined, expected a tensor."`,
    );
  });
});
