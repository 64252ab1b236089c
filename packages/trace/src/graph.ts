/** The element types of a traced graph. int64 is used for ONNX shapes and indices. */
export type Dtype = "bool" | "float32" | "int32" | "int64";

export type Data = Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** An ONNX attribute. Floats are marked, because 1 could be an integer or a float. */
export type Attribute = number | string | readonly number[] | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

export interface Type {
  readonly shape: readonly number[];
  readonly dtype: Dtype;
}

/** One application of an ONNX operator, or a leaf: `Input` or `Constant`. */
export interface Node {
  readonly op: string;
  readonly inputs: readonly Value[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
  /** The elements of a constant. */
  readonly data?: Data;
  /** The name of an input. */
  readonly name?: string;
  /** The body of a loop. It may use values from outside. */
  readonly body?: Body;
}

export interface Body {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

/** An output of a node. tfjs uses it as the identity of a tensor's data. */
export interface Value extends Type {
  readonly id: number;
  readonly node: Node;
}

/** A graph that nodes are added to. Equal nodes are merged, so recomputation costs nothing. */
export interface Graph {
  owns(value: Value): boolean;
  input(name: string, type: Type): Value;
  constant(data: Data, type: Type): Value;
  node(
    op: string,
    inputs: readonly Value[],
    attributes: Attributes,
    types: readonly Type[],
  ): Value[];
  /** Adds one ONNX Scan. `inputs` are the first states, then tensors that are sliced by step. */
  scan(inputs: readonly Value[], body: Body): Value[];
}

/** The largest constants that are compared, in elements, so that equal ones are merged. */
const COMPARED = 64;

export function createGraph(): Graph {
  const known = new Map<string, Value[]>();
  const own = new WeakSet<Value>();
  let ids = 0;

  const create = (leaf: Omit<Node, "outputs">, types: readonly Type[]): Value[] => {
    const outputs: Value[] = [];
    const node = { ...leaf, outputs };
    for (const { shape, dtype } of types)
      outputs.push({ id: ids++, node, shape: [...shape], dtype });
    for (const output of outputs) own.add(output);
    return outputs;
  };

  const unique = (key: string, make: () => Value[]): Value[] => {
    const found = known.get(key) ?? make();
    known.set(key, found);
    return found;
  };

  return {
    owns: (value) => own.has(value),

    input: (name, type) => create({ op: "Input", inputs: [], attributes: {}, name }, [type])[0]!,

    constant(data, type) {
      const make = (): Value[] =>
        create({ op: "Constant", inputs: [], attributes: {}, data }, [type]);
      if (data.length > COMPARED) return make()[0]!;
      // The key must distinguish 0 from -0, as Object.is does.
      const elements = Array.from<number | bigint>(data).map((x) => (Object.is(x, -0) ? "-0" : x));
      return unique(`${type.dtype}[${type.shape}]{${elements}}`, make)[0]!;
    },

    node(op, inputs, attributes, types) {
      // JSON writes NaN and infinities as null.
      const exact = (_: string, x: unknown): unknown => (typeof x === "number" ? `${x}` : x);
      const key = `${op}(${inputs.map(({ id }) => id)})${JSON.stringify(attributes, exact)}`;
      return unique(key, () => create({ op, inputs, attributes }, types));
    },

    scan(inputs, body) {
      const attributes = { num_scan_inputs: inputs.length - body.outputs.length };
      return create({ op: "Scan", inputs, attributes, body }, body.outputs);
    },
  };
}

/**
 * Lists the nodes that the outputs depend on, each after its own dependencies. The nodes of a loop's
 * body come before the loop.
 */
export function sortedNodes(outputs: readonly Value[]): Node[] {
  const sorted = new Set<Node>();
  // An explicit stack: a long unrolled loop is deeper than the call stack.
  const stack = [{ node: undefined as Node | undefined, needs: outputs, next: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const node = top.needs[top.next++]?.node;
    if (node && !sorted.has(node)) stack.push({ node, needs: dependencies(node), next: 0 });
    else if (!node) {
      if (top.node) sorted.add(top.node);
      stack.pop();
    }
  }
  return [...sorted];
}

/** Lists the values that a node needs, including the values of its body. */
export function dependencies({ inputs, body }: Node): readonly Value[] {
  return body ? [...inputs, ...body.inputs, ...body.outputs] : inputs;
}

/**
 * Lists the nodes of a loop's body: nodes that depend on its inputs, and the bodies of inner loops. All
 * other nodes are the same at each step.
 */
export function bodyNodes({ inputs, outputs }: Body): Set<Node> {
  const inner = new Set(inputs.map(({ node }) => node));
  for (const node of sortedNodes(outputs)) {
    if (!dependencies(node).some((value) => inner.has(value.node))) continue;
    inner.add(node);
    if (node.body) for (const nested of bodyNodes(node.body)) inner.add(nested);
  }
  return inner;
}
