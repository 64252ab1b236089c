import { EbmError } from "@ebm/core";
import { sameShape } from "./broadcast-shape.js";
import { createOperators } from "./create-operators.js";
import { createGraph, dependencies, type Node, sortedNodes, type Value } from "./graph.js";
import type { Operators } from "./operators.js";
import type { Traced } from "./traced.js";

/** The open axis: its name, the sizes it was traced at, and an input that has it. */
interface OpenAxis {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly input: string;
  readonly axis: number;
}

/** The function N ↦ slope·N + offset. */
interface Affine {
  readonly slope: number;
  readonly offset: number;
}

/**
 * Merges graphs of the same function, traced at several sizes of its open axis, into one graph. It
 * walks the graphs side by side, and each number that differs becomes a function of the size. Two
 * sizes determine such a function; the third size checks it.
 */
export function unify(traces: readonly Traced[], open: OpenAxis): Traced {
  const orders = traces.map(({ outputs }) => sortedNodes(Object.values(outputs)));
  const positions = orders.map((nodes) => new Map(nodes.map((node, i) => [node, i] as const)));
  const [first] = traces as [Traced];
  if (orders.some(({ length }) => length !== orders[0]!.length)) throw branches(open);

  const graph = createGraph();
  const o = createOperators(graph);
  const unified = new Map<Value, Value>();
  const shapes = new Map<Value, readonly (readonly number[])[]>();
  const keep = (own: Value, ofTraces: readonly Value[]): void => {
    unified.set(ofTraces[0]!, own);
    shapes.set(
      own,
      ofTraces.map(({ shape }) => shape),
    );
  };

  for (const [name, value] of Object.entries(first.inputs)) {
    keep(
      graph.input(name, value),
      traces.map(({ inputs }) => inputs[name]!),
    );
  }
  const source = ours(first.inputs[open.input]!);
  const type = { shape: [1], dtype: "int64" } as const;
  const size = o.op("Shape", [source], type, { start: open.axis, end: open.axis + 1 });

  for (const i of orders[0]!.keys()) {
    const nodes = orders.map((order) => order[i]!);
    const [node] = nodes as [Node];
    if (unified.has(node.outputs[0]!)) continue;
    if (!nodes.every((other, t) => isAlike(node, positions[0]!, other, positions[t]!))) {
      throw branches(open);
    }
    for (const [j, output] of unifiedOutputs(nodes).entries())
      keep(
        output,
        nodes.map((n) => n.outputs[j]!),
      );
  }

  const mapped = ([name, value]: [string, Value]): [string, Value] => [name, ours(value)];
  return {
    inputs: Object.fromEntries(Object.entries(first.inputs).map(mapped)),
    outputs: Object.fromEntries(Object.entries(first.outputs).map(mapped)),
    axisName: (value, axis) => {
      const sizes = shapes.get(value)!.map((shape) => shape[axis]!);
      return isConstant(sizes) ? undefined : label(affine(sizes, open), open);
    },
  };

  function ours(value: Value): Value {
    return unified.get(value)!;
  }

  function unifiedOutputs(nodes: readonly Node[]): readonly Value[] {
    const [node] = nodes as [Node];
    if (node.op === "Input") return [graph.input("", node.outputs[0]!)];
    if (node.op === "Constant") return [constant(o, nodes, open, size)];
    const inputs = node.inputs.map(ours);
    if (node.body) {
      const body = { inputs: node.body.inputs.map(ours), outputs: node.body.outputs.map(ours) };
      return graph.scan(inputs, body);
    }
    const target = node.op === "Reshape" ? inferredShape(o, nodes) : undefined;
    if (target) inputs[1] = target;
    return graph.node(node.op, inputs, node.attributes, node.outputs);
  }
}

/** Returns whether two nodes differ only in sizes. */
function isAlike(a: Node, aAt: Map<Node, number>, b: Node, bAt: Map<Node, number>): boolean {
  const [needs, others] = [dependencies(a), dependencies(b)];
  return (
    a.op === b.op &&
    JSON.stringify(a.attributes) === JSON.stringify(b.attributes) &&
    needs.length === others.length &&
    needs.every((value, i) => {
      const other = others[i]!;
      const place = value.node.outputs.indexOf(value);
      return (
        aAt.get(value.node) === bAt.get(other.node) && place === other.node.outputs.indexOf(other)
      );
    }) &&
    a.outputs.every((output, i) => output.shape.length === b.outputs[i]?.shape.length)
  );
}

/** Returns the shape of a Reshape in which ONNX infers the one open entry. */
function inferredShape(o: Operators, nodes: readonly Node[]): Value | undefined {
  const shapes = nodes.map((node) => node.outputs[0]!.shape);
  const [first] = shapes as [readonly number[]];
  const isOpen = first.map((_, axis) => !isConstant(shapes.map((shape) => shape[axis]!)));
  if (isOpen.filter(Boolean).length !== 1) return undefined;
  return o.ints(first.map((size, axis) => (isOpen[axis] ? -1 : size)));
}

function constant(o: Operators, nodes: readonly Node[], open: OpenAxis, size: Value): Value {
  const [{ outputs, data }] = nodes as [Node];
  const { shape, dtype } = outputs[0]!;
  const columns = [...data!.keys()].map((i) => nodes.map((node) => Number(node.data![i])));
  if (nodes.every((node) => sameShape(node.outputs[0]!.shape, shape))) {
    if (columns.every(isConstant)) return o.constant(data!, { shape, dtype });
    if (dtype === "int64")
      return affineVector(
        o,
        columns.map((column) => affine(column, open)),
        size,
      );
    if (columns.length === 1) {
      const n = o.cast(o.reshape(size, []), dtype);
      return scalar(o, columns[0]!, open, n);
    }
  }
  throw new EbmError(
    `trace: a constant of shape [${shape.join(", ")}] changes with \`${open.name}\` in a way that ` +
      `is neither a·${open.name} + b nor c/${open.name}. Take it as an input instead.`,
  );
}

function affineVector(o: Operators, entries: readonly Affine[], size: Value): Value {
  const slopes = o.ints(entries.map(({ slope }) => slope));
  const offsets = o.ints(entries.map(({ offset }) => offset));
  return o.elementwise("Add", [o.elementwise("Mul", [size, slopes]), offsets]);
}

/** Writes a number as c/N, as in the gradient of a mean, or as a·N + b. */
function scalar(o: Operators, values: readonly number[], open: OpenAxis, n: Value): Value {
  const product = values[0]! * open.sizes[0]!;
  const c =
    Math.abs(product - Math.round(product)) < 1e-6 * Math.abs(product)
      ? Math.round(product)
      : product;
  if (open.sizes.every((size, i) => isClose(c / size, values[i]!))) {
    return o.elementwise("Div", [o.scalar(c, n.dtype), n]);
  }
  const { slope, offset } = affine(values, open);
  const scaled = o.elementwise("Mul", [n, o.scalar(slope, n.dtype)]);
  return o.elementwise("Add", [scaled, o.scalar(offset, n.dtype)]);
}

function affine(values: readonly number[], { sizes, name }: OpenAxis): Affine {
  const slope = (values[1]! - values[0]!) / (sizes[1]! - sizes[0]!);
  const offset = values[0]! - slope * sizes[0]!;
  if (sizes.every((size, i) => isClose(slope * size + offset, values[i]!)))
    return { slope, offset };
  throw new EbmError(
    `trace: a size or a number is ${values.join(", ")} at ${name} = ${sizes.join(", ")}, ` +
      `expected a·${name} + b or c/${name}.`,
  );
}

function label({ slope, offset }: Affine, { name }: OpenAxis): string {
  const scaled = slope === 1 ? name : `${slope}*${name}`;
  return offset === 0 ? scaled : `${scaled}+${offset}`;
}

function isConstant(values: readonly number[]): boolean {
  return values.every((value) => Object.is(value, values[0]));
}

/** Returns whether numbers are equal to the precision of float32. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
}

function branches({ name, sizes }: OpenAxis): EbmError {
  return new EbmError(
    `trace: the graph differs in more than sizes at ${name} = ${sizes.join(", ")}, expected a ` +
      `function that does not branch, loop or unroll over \`${name}\`.`,
  );
}
