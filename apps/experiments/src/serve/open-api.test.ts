import {
  exportFunction,
  readSchema,
  readSignature,
  type Schema,
  withSchema,
} from "@ebm/onnx-export";
import { Validator } from "@seriousme/openapi-schema-validator";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { identityModel } from "../../test/onnx-models.js";
import { openApi } from "./open-api.js";

const describe = async (model: Uint8Array, token = false) => {
  const schema = readSchema(model);
  const description = JSON.parse(JSON.stringify(openApi(readSignature(model), { schema, token })));
  expect(await new Validator().validate(description)).toEqual({ valid: true });
  return description;
};
const bodyOf = ({ paths }: Awaited<ReturnType<typeof describe>>) =>
  paths["/run"].post.requestBody.content["application/json"].schema;

test("describes the tensors of a model", async () => {
  const description = await describe(identityModel({ from: "x", to: "y", dtype: "INT8" }), true);
  const rows = { type: "array", items: { type: "integer", minimum: -128, maximum: 127 } };
  expect(bodyOf(description)).toEqual({
    type: "object",
    properties: {
      x: {
        type: "array",
        minItems: 1,
        items: { ...rows, minItems: 2, maxItems: 2 },
        description: "int8 [batch, 2]",
      },
    },
    required: ["x"],
  });
  expect(description.paths["/run"].post.security).toEqual([{ token: [] }]);
});

test("describes the rows of a model that has names for its columns", async () => {
  const schema: Schema = {
    version: 1,
    inputs: {
      rows_in: {
        columns: [
          { name: "age", kind: "number", missing: "refused" },
          {
            name: "region",
            kind: "category",
            missing: "state",
            categories: ["n", "s"],
            unknown: "error",
          },
        ],
      },
    },
  };
  const model = exportFunction(
    ({ rows_in }) => ({ energy: tf.sum(tf.cast(rows_in!, "float32"), 1) }),
    { rows_in: { shape: ["batch", 2], dtype: "float32" } },
    { method: "none", structure: "ℝ²", dataset: "toy", name: "energy" },
  );
  const { oneOf } = bodyOf(await describe(withSchema(model, schema)));
  expect(oneOf[0].properties.rows.items).toEqual({
    type: "object",
    properties: {
      age: { type: "number" },
      region: { type: ["string", "null"], enum: ["n", "s", null], examples: ["n", "s"] },
    },
    required: ["age"],
  });
});
