import type { Command, Option } from "commander";
import { parseNumber, parseWidths } from "../tasks/option-values.js";
import { parseNames } from "../tasks/tables/names.js";

type Json = Readonly<Record<string, unknown>>;

/** Returns the JSON Schema of a file of `ebm run --config`, made from the options of its tasks. */
export function runSchema(run: Command): Json {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    description: "A run of `ebm run --config`: a task, and its options by name.",
    oneOf: run.commands.map((command) => ({
      type: "object",
      description: command.summary(),
      properties: {
        $schema: { type: "string" },
        task: { const: command.name() },
        ...Object.fromEntries(
          command.options
            .filter(({ hidden, short }) => !hidden && short !== "-h")
            .map((option) => [option.attributeName(), schemaOf(option)]),
        ),
      },
      required: ["task"],
      additionalProperties: false,
    })),
  };
}

function schemaOf(option: Option): Json {
  const { description, argChoices, parseArg } = option;
  if (option.isBoolean()) return { type: "boolean", description };
  if (argChoices !== undefined) return { enum: argChoices, description };
  const strings = { type: "array", items: { type: "string" } };
  const types = new Map<unknown, Json>([
    [parseNames, { anyOf: [strings, { type: "string" }] }],
    [parseWidths, { anyOf: [{ type: "array", items: { type: "integer" } }, { type: "string" }] }],
    // a batch size may be "full"
    [
      parseNumber,
      option.long === "--batch-size" ? { type: ["number", "string"] } : { type: "number" },
    ],
  ]);
  const isList = option.long === "--labels";
  const type = isList ? types.get(parseNames) : types.get(parseArg);
  return { ...(type ?? { type: "string" }), description };
}
