import { ShapeError } from "@ebm/core";
import { broadcastShape, sameShape, sizeOf } from "./broadcast-shape.js";
import type { Data, Dtype, Graph, Value } from "./graph.js";
import { axisOfImages, channelsLast, imageInputs, imagesOf } from "./layout.js";
import type { Operators } from "./operators.js";

/** Returns the operators that write into a graph. */
export function createOperators(graph: Graph): Operators {
  // A tensor without elements needs no computation, and some operators of ORT crash on it.
  const ops: Operators["ops"] = (name, inputs, types, attributes = {}) =>
    types.every(({ shape }) => sizeOf(shape) === 0)
      ? types.map((type) => graph.constant(elements([], type.dtype), type))
      : graph.node(name, inputs, attributes, types);
  const op: Operators["op"] = (name, inputs, type, attributes) =>
    ops(name, inputs, [type], attributes)[0]!;

  const elementwise: Operators["elementwise"] = (name, inputs, dtype, attributes) => {
    const shape = broadcastShape(...inputs.map((input) => input.shape));
    const splats = inputs.map(splatOf);
    // A tensor with equal elements is computed once, and here if that is exact.
    if (shape.length > 0 && splats.every((x) => x !== undefined)) {
      const ones = splats.map((x) => reshape(x, []));
      return expand(elementwise(name, ones, dtype, attributes), shape);
    }
    const bare = withoutExpansions(inputs, shape);
    const folded = unchanged(name, bare);
    if (folded) return expand(folded, shape);
    const type = { shape, dtype: dtype ?? inputs[0]!.dtype };
    const number = constantResult(name, bare);
    const images = imageInputs(o, bare, shape);
    if (images) return channelsLast(o, elementwise(name, images, type.dtype, attributes));
    return number === undefined ? op(name, bare, type, attributes) : scalar(number, type.dtype);
  };

  const constant: Operators["constant"] = (data, type) => {
    const first = data[0];
    const splat =
      data.length > 1 && type.dtype !== "int64" && data.every((x) => Object.is(x, first));
    return splat
      ? expand(graph.constant(data.slice(0, 1), { ...type, shape: [] }), type.shape)
      : graph.constant(data, type);
  };

  const scalar: Operators["scalar"] = (x, dtype) =>
    graph.constant(elements([x], dtype), { shape: [], dtype });

  const ints: Operators["ints"] = (list) =>
    graph.constant(elements(list, "int64"), { shape: [list.length], dtype: "int64" });

  const cast: Operators["cast"] = (x, dtype) => {
    if (x.dtype === dtype) return x;
    const { node } = x;
    if (node.op === "Expand") return expand(cast(node.inputs[0]!, dtype), x.shape);
    if (node.op === "Constant" && node.data!.length === 1) {
      const value = Number(node.data![0]);
      return graph.constant(elements([value], dtype), { shape: x.shape, dtype });
    }
    const images = imagesOf(x);
    if (images) return channelsLast(o, cast(images, dtype));
    return op("Cast", [x], { shape: x.shape, dtype }, { to: dtype });
  };

  const reshape: Operators["reshape"] = (x, shape) => {
    if (sizeOf(x.shape) !== sizeOf(shape)) {
      throw new ShapeError(
        `trace: a reshape has shape [${shape.join(", ")}], expected ${sizeOf(x.shape)} elements as in [${x.shape.join(", ")}].`,
      );
    }
    if (sameShape(x.shape, shape)) return x;
    const { node } = x;
    if (node.op === "Reshape") return reshape(node.inputs[0]!, shape);
    if (node.op === "Constant") return graph.constant(node.data!, { shape, dtype: x.dtype });
    const splat = splatOf(x);
    if (splat) return expand(reshape(splat, []), shape);
    return op("Reshape", [x, ints(shape)], { shape, dtype: x.dtype });
  };

  const transpose: Operators["transpose"] = (x, perm) => {
    if (perm.every((axis, i) => axis === i)) return x;
    const shape = perm.map((axis) => x.shape[axis]!);
    const { node } = x;
    const splat = splatOf(x);
    if (splat) return expand(reshape(splat, []), shape);
    if (node.op === "Transpose") {
      const inner = node.attributes.perm as readonly number[];
      return transpose(
        node.inputs[0]!,
        perm.map((axis) => inner[axis]!),
      );
    }
    // Moving an axis of size 1 moves no element.
    const moved = perm.filter((axis) => x.shape[axis] !== 1);
    if (moved.every((axis, i) => i === 0 || moved[i - 1]! < axis)) return reshape(x, shape);
    return op("Transpose", [x], { shape, dtype: x.dtype }, { perm });
  };

  const expand: Operators["expand"] = (x, shape) => {
    if (sameShape(x.shape, shape)) return x;
    const source = x.node.op === "Expand" ? x.node.inputs[0]! : x;
    return op("Expand", [source, ints(shape)], { shape, dtype: x.dtype });
  };

  const slice: Operators["slice"] = (x, begin, end, step = begin.map(() => 1)) => {
    const shape = x.shape.map((_, i) => Math.ceil((end[i]! - begin[i]!) / step[i]!));
    const within = x.shape.every((size, i) => begin[i]! >= 0 && end[i]! <= size && shape[i]! >= 0);
    if (!within) {
      throw new ShapeError(
        `trace: a slice from [${begin.join(", ")}] to [${end.join(", ")}] leaves shape [${x.shape.join(", ")}].`,
      );
    }
    const axes = shape.flatMap((size, i) => (step[i] === 1 && size === x.shape[i] ? [] : [i]));
    if (axes.length === 0) return x;
    const at = (list: readonly number[]): Value => ints(axes.map((axis) => list[axis]!));
    // −1 as an end means the last element, so an end before the first is a large negative number.
    const stop = end.map((e) => (e < 0 ? -(2 ** 31) : e));
    return op("Slice", [x, at(begin), at(stop), ints(axes), at(step)], { shape, dtype: x.dtype });
  };

  const concat: Operators["concat"] = (xs, axis) => {
    if (xs.length === 1) return xs[0]!;
    const shape = [...xs[0]!.shape];
    const odd = xs.find((x) => !sameShape(x.shape.with(axis, 0), shape.with(axis, 0)));
    if (odd) {
      throw new ShapeError(
        `trace: shapes [${shape.join(", ")}] and [${odd.shape.join(", ")}] do not join along axis ${axis}, expected the other axes equal.`,
      );
    }
    const images = xs.map(imagesOf);
    if (images.every((x) => x !== undefined)) {
      return channelsLast(o, concat(images, axisOfImages(axis, shape.length)));
    }
    shape[axis] = xs.reduce((sum, x) => sum + x.shape[axis]!, 0);
    return op("Concat", xs, { shape, dtype: xs[0]!.dtype }, { axis });
  };

  const gather: Operators["gather"] = (x, indices, axis) => {
    const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
    return op("Gather", [x, indices], { shape, dtype: x.dtype }, { axis });
  };

  const where: Operators["where"] = (condition, a, b) =>
    // ORT's Where takes numbers, not bools.
    a.dtype === "bool"
      ? cast(where(condition, cast(a, "int32"), cast(b, "int32")), "bool")
      : elementwise("Where", [condition, a, b], a.dtype);

  const o: Operators = {
    op,
    ops,
    elementwise,
    constant,
    scalar,
    ints,
    cast,
    reshape,
    transpose,
    expand,
    slice,
    concat,
    gather,
    where,
  };
  return o;
}

/** Converts numbers to the elements of a dtype. */
export function elements(list: readonly number[], dtype: Dtype): Data {
  if (dtype === "float32") return Float32Array.from(list);
  if (dtype === "int32") return Int32Array.from(list);
  if (dtype === "bool") return Uint8Array.from(list, (x) => (x ? 1 : 0));
  return BigInt64Array.from(list, BigInt);
}

/** Removes broadcasts that the elementwise operator does anyway from its inputs. */
function withoutExpansions(inputs: readonly Value[], shape: readonly number[]): readonly Value[] {
  const bare = [...inputs];
  for (const [i, input] of inputs.entries()) {
    if (input.node.op !== "Expand") continue;
    bare[i] = input.node.inputs[0]!;
    if (!sameShape(broadcastShape(...bare.map((x) => x.shape)), shape)) bare[i] = input;
  }
  return bare;
}

/** Returns the common element of a value whose elements are known to be equal. */
export function splatOf(x: Value): Value | undefined {
  const source = x.node.op === "Expand" ? x.node.inputs[0]! : x;
  const isPlain = source !== x || x.node.op === "Constant";
  return isPlain && sizeOf(source.shape) === 1 ? source : undefined;
}

/** Returns x for x·1, x/1 and −(−x). (x + 0 is not x at −0, and x·0 is not zero at NaN.) */
function unchanged(name: string, [a, b]: readonly Value[]): Value | undefined {
  if (name === "Neg" && a!.node.op === "Neg") return a!.node.inputs[0];
  if ((name === "Mul" || name === "Div") && numberOf(b!) === 1) return a;
  return name === "Mul" && numberOf(a!) === 1 ? b : undefined;
}

/** Computes on constants in float64 and rounds, which gives the same as float32 arithmetic. */
function constantResult(name: string, inputs: readonly Value[]): number | undefined {
  const [a, b] = inputs.map(numberOf);
  if (a === undefined || inputs[0]!.dtype !== "float32") return undefined;
  if (name === "Neg") return -a;
  if (b === undefined) return undefined;
  if (name === "Add") return a + b;
  if (name === "Sub") return a - b;
  if (name === "Mul") return a * b;
  return name === "Div" ? a / b : undefined;
}

/** Returns the number of a scalar constant. */
export function numberOf({ node, shape }: Value): number | undefined {
  const isScalar = node.op === "Constant" && shape.length === 0;
  return isScalar ? Number(node.data![0]) : undefined;
}
