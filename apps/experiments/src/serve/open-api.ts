import type { InputColumn, Schema, Signature } from "@ebm/onnx-export";
import { filledInputs } from "../rows/row-inputs.js";
import { describeServer, type Json } from "./describe-server.js";
import { dtypes } from "./dtypes.js";

/** Returns the description of a server of an ONNX file, in OpenAPI 3.1. */
export function openApi(
  { name, description, inputs, outputs }: Signature,
  { schema, token }: { readonly schema: Schema | undefined; readonly token: boolean },
): Json {
  const takesRows =
    schema !== undefined && filledInputs(schema, inputs).length === Object.keys(inputs).length;
  const either = (rows: Json, tensors: Json): Json =>
    takesRows ? { oneOf: [rows, tensors] } : tensors;
  return describeServer({
    title: name || "model",
    description,
    posts: {
      "/run": {
        summary: "Runs the model.",
        body: either(listOf(rowOf(schema)), objectOf(inputs)),
        outputs: either(listOf(NAMED, { notes: { type: "array" } }), objectOf(outputs)),
      },
    },
    signature: "The inputs, outputs and metadata of the model.",
    token,
  });
}

const NAMED = { type: "object", additionalProperties: { type: ["number", "string", "null"] } };

function listOf(row: Json, others: Json = {}): Json {
  const rows = { type: "array", minItems: 1, items: row };
  return { type: "object", properties: { rows, ...others }, required: ["rows"] };
}

function rowOf(schema: Schema | undefined): Json {
  const columns = Object.values(schema?.inputs ?? {}).flatMap(({ columns }) => columns);
  return {
    type: "object",
    properties: Object.fromEntries(columns.map((column) => [column.name, cellOf(column)])),
    required: columns.filter(({ missing }) => missing === "refused").map(({ name }) => name),
  };
}

const TYPES = { number: "number", datetime: "string", boolean: "boolean", category: "string" };

function cellOf(column: InputColumn): Json {
  const type = TYPES[column.kind];
  const isClosed = column.kind === "category" && column.unknown === "error";
  if (column.missing === "refused") {
    return { type, ...(isClosed && { enum: column.categories }) };
  }
  const values = isClosed ? { enum: [...column.categories, null] } : {};
  const examples = column.kind === "category" ? { examples: column.categories.slice(0, 20) } : {};
  return { type: [type, "null"], ...values, ...examples };
}

function objectOf(specs: Signature["inputs"]): Json {
  const properties = Object.entries(specs).map(([name, spec]) => [name, tensorOf(spec)]);
  const names = Object.keys(specs);
  return { type: "object", properties: Object.fromEntries(properties), required: names };
}

function tensorOf({ shape, dtype }: Signature["inputs"][string]): Json {
  const axes = `${dtype} [${shape.join(", ")}]`;
  const element: Json = { ...dtypes[dtype]!.schema };
  const lists = shape.reduceRight<Json>((items, size) => {
    const bounds = typeof size === "number" ? { minItems: size, maxItems: size } : { minItems: 1 };
    return { type: "array", ...bounds, items };
  }, element);
  return { ...lists, description: axes };
}
