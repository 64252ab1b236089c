import type { LoadedModel } from "@ebm/models";
import { answers } from "../answers/answers.js";
import { describeServer, type Json } from "./describe-server.js";

export interface AnswersApiOptions extends Pick<LoadedModel, "kind" | "columns"> {
  /** The names of the answers. */
  readonly names: readonly string[];
  /** Returns the options of an answer. */
  optionsOf(answer: string): readonly string[];
  /** Whether requests need a token. */
  readonly token: boolean;
}

/** Returns the description of a server of a saved model, in OpenAPI 3.1. */
export function answersApi({ kind, columns, names, optionsOf, token }: AnswersApiOptions): Json {
  const cells = [...columns].map(
    ([name, kind]) => [name, { type: [TYPES[kind], "null"] }] as const,
  );
  const rows = {
    type: "array",
    minItems: 1,
    items: { type: "object", properties: Object.fromEntries(cells) },
  };
  const posts = names.map((name) => {
    const options = optionsOf(name).map((option) => [option, OPTIONS[option] ?? rows] as const);
    const needsNone = name === "sample" && (kind === "binary" || kind === "density");
    return [
      `/${name}`,
      {
        summary: `Returns ${answers[name]!.summary}.`,
        body: {
          type: "object",
          properties: { rows, ...Object.fromEntries(options) },
          additionalProperties: false,
          ...(!needsNone && { required: ["rows"] }),
        },
        outputs: {
          type: "object",
          properties: { rows: { type: "array", items: { type: "object" } } },
          required: ["rows"],
        },
      },
    ] as const;
  });
  return describeServer({
    title: `model of kind ${kind}`,
    posts: Object.fromEntries(posts),
    signature: "The kind, the columns, the answers and the report of the model.",
    token,
  });
}

/** The JSON types of columns by their kind. Bits are 0 or 1. */
const TYPES: Readonly<Record<string, string>> = {
  number: "number",
  boolean: "number",
  category: "string",
  datetime: "string",
  text: "string",
};

const share = { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 };

const OPTIONS: Readonly<Record<string, Json>> = {
  count: { type: "integer", minimum: 1, maximum: 100_000, default: 5 },
  samples: { type: "integer", minimum: 1, maximum: 100_000, default: 1 },
  seed: { type: "integer", default: 0 },
  coverage: { ...share, default: 0.9 },
  levels: { type: "array", minItems: 1, items: share, default: [0.05, 0.5, 0.95] },
};
