import type { InputColumn, Schema, Signature } from "@ebm/onnx-export";
import { filledInputs } from "../rows/row-inputs.js";
import { dtypes } from "./dtypes.js";

type Json = Readonly<Record<string, unknown>>;

/** Returns the description of a server of a model, in OpenAPI 3.1. */
export function openApi(
  { name, description, inputs, outputs }: Signature,
  { schema, token }: { readonly schema: Schema | undefined; readonly token: boolean },
): Json {
  const takesRows =
    schema !== undefined && filledInputs(schema, inputs).length === Object.keys(inputs).length;
  const tensors = [objectOf(inputs), objectOf(outputs)] as const;
  const either = (rows: Json, one: Json): Json => (takesRows ? { oneOf: [rows, one] } : one);
  const run = {
    summary: "Runs the model.",
    requestBody: {
      required: true,
      content: json(either(listOf(rowOf(schema)), tensors[0])),
    },
    responses: {
      200: answer("The outputs.", either(listOf(NAMED, { notes: { type: "array" } }), tensors[1])),
      ...Object.fromEntries(
        Object.entries(ERRORS).map(([code, text]) => [code, answer(text, ERROR)]),
      ),
    },
  };
  const secured = token ? { security: [{ token: [] }] } : {};
  return {
    openapi: "3.1.0",
    info: { title: name || "model", description, version: "1" },
    paths: {
      "/run": { post: { ...run, ...secured } },
      "/signature": {
        get: { ...plain("The inputs, outputs and metadata of the model."), ...secured },
      },
      "/health": { get: plain("The workers of the server, and the waiting requests.") },
      "/metrics": {
        get: {
          responses: {
            200: { description: "Metrics for Prometheus.", content: { "text/plain": {} } },
          },
          ...secured,
        },
      },
    },
    ...(token && {
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    }),
  };
}

const ERROR = { type: "object", properties: { error: { type: "string" } }, required: ["error"] };
const NAMED = { type: "object", additionalProperties: { type: ["number", "string", "null"] } };
const ERRORS = {
  400: "The body is invalid; `error` says where.",
  401: "The token is missing or wrong.",
  403: "The host or the origin is not allowed.",
  413: "The body is too large.",
  415: "The body is not JSON.",
  503: "The queue is full, or a worker has ended.",
  504: "The request took longer than allowed.",
};

function json(schema: Json): Json {
  return { "application/json": { schema } };
}

function answer(description: string, schema: Json): Json {
  return { description, content: json(schema) };
}

function plain(description: string): Json {
  return { responses: { 200: answer(description, { type: "object" }) } };
}

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
