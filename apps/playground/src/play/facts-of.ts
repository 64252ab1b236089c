import { readSchema, type Schema, type Signature } from "@ebm/onnx-export";
import type { ModelFacts, ModelKind, PlayColumn } from "./model-facts.js";

/**
 * Reads what a file tells of its model.
 *
 * @throws {Error} If the page cannot play with it.
 */
export function factsOf(bytes: Uint8Array, signature: Signature): ModelFacts {
  const { inputs, outputs, metadata, description } = signature;
  const unknown = Object.keys(inputs).find((name) => name !== "x" && name !== "y");
  if (unknown !== undefined || !inputs.x) {
    throw new Error(
      `The file has the inputs ${Object.keys(inputs).join(", ") || "of none"}. The page plays with files of x, or of x and y, such as log-prob.onnx and energy.onnx.`,
    );
  }
  if (!("log_prob" in outputs || "energy" in outputs)) {
    throw new Error(
      `The file has the outputs ${Object.keys(outputs).join(", ")}. The page plays with files that give log_prob or energy.`,
    );
  }
  const schema = readSchema(bytes);
  const columns = columnsOf(schema, widthOf(inputs.x.shape));
  const width = inputs.y ? widthOf(inputs.y.shape) : 0;
  const kind = kindOf({ schema, structure: metadata.structure, columns, width });
  const target = schema?.target && "labels" in schema.target ? schema.target.labels : undefined;
  const labels = target ?? Array.from({ length: width }, (_, i) => `y${i + 1}`);
  return {
    kind,
    description,
    origin: Object.fromEntries(
      ["method", "dataset", "structure"]
        .filter((name) => metadata[name] !== undefined)
        .map((name) => [name, metadata[name]!]),
    ),
    columns,
    labels: inputs.y ? labels : [],
    isNormalized: "log_prob" in outputs,
  };
}

function widthOf(shape: readonly (number | string)[]): number {
  const width = shape[1];
  if (shape.length === 2 && typeof width === "number") return width;
  throw new Error("An input of the file is not a matrix of a known number of columns.");
}

function columnsOf(schema: Schema | undefined, width: number): readonly PlayColumn[] {
  const known = schema?.inputs.x?.columns;
  return Array.from({ length: width }, (_, j) => {
    const column = known?.[j];
    const categories = column?.kind === "category" ? column.categories : [];
    const isBit = column?.kind === "boolean";
    return {
      name: column?.name ?? `x${j + 1}`,
      unit: column && "unit" in column ? column.unit : undefined,
      categories,
      low: isBit || categories.length > 0 ? 0 : -3,
      high: isBit ? 1 : categories.length > 0 ? categories.length - 1 : 3,
    };
  });
}

interface KindInputs {
  readonly schema: Schema | undefined;
  readonly structure: string | undefined;
  readonly columns: readonly PlayColumn[];
  /** Number of entries of y; 0 without y. */
  readonly width: number;
}

function kindOf({ schema, structure = "", columns, width }: KindInputs): ModelKind {
  const isBits = columns.length > 2 && columns.every(({ low, high }) => low === 0 && high === 1);
  if (width === 0) return isBits || structure.startsWith("hypercube") ? "bits" : "density";
  const target = schema?.target?.kind;
  if (target === "ranking" || structure.startsWith("permutations")) return "ranking";
  if (target === "number") {
    throw new Error("The file is of a number given x. The page cannot play with such a model yet.");
  }
  return "labels";
}
