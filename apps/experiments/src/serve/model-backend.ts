import { EbmError } from "@ebm/core/errors";
import type { LoadedModel, TableRows } from "@ebm/models";
import { answers, answersOf } from "../answers/answers.js";
import { answersApi } from "./answers-api.js";
import type { Backend } from "./backend.js";
import { type AnswerRequest, readAnswer } from "./read-answer.js";

export interface ModelBackendOptions {
  /** The directory of the model. */
  readonly directory: string;
  /** Labeled rows for "conformal". Default: requests contain them. */
  readonly calibration?: TableRows | undefined;
  /** Whether requests need a token. */
  readonly token: boolean;
}

/** Answers questions about rows with a saved model. */
export function modelBackend(
  { kind, columns, report }: Pick<LoadedModel, "kind" | "columns" | "report">,
  { directory, calibration, token }: ModelBackendOptions,
): Backend<AnswerRequest, string> {
  const names = answersOf(kind);
  const optionsOf = (answer: string): string[] => [
    ...answers[answer]!.options.filter((name) => name !== "levels" || kind === "regression"),
    ...(answer === "conformal" && calibration === undefined ? ["calibration"] : []),
  ];
  const description = answersApi({ kind, columns, names, optionsOf, token });
  return {
    program: { file: "model-worker", start: { directory, calibration }, hasImports: true },
    rowsOf: ({ rows }) => rows?.length ?? 1,
    posts: names.map((name) => `/${name}`),
    inside: /^[a-zA-Z]+: /,
    addRoutes(app, run) {
      app.get("/signature", async () => ({
        kind,
        columns: [...columns].map(([name, kind]) => ({ name, kind })),
        answers: Object.fromEntries(
          names.map((name) => [
            name,
            { summary: answers[name]!.summary, options: optionsOf(name) },
          ]),
        ),
        report,
      }));
      app.get("/openapi.json", async () => description);
      for (const answer of names) {
        const wholeRows = answer === "sample" && (kind === "density" || kind === "binary");
        app.post(`/${answer}`, async (request, reply) => {
          const options = optionsOf(answer);
          const question = readAnswer(request.body, { answer, options, wholeRows });
          if (answer === "conformal" && !(calibration ?? question.options.calibration)) {
            throw new EbmError(
              "the body has no `calibration`, expected labeled rows that the model did not learn from.",
            );
          }
          const rows = await run(reply, question);
          return reply.type("application/json").send(`{"rows":${rows}}`);
        });
      }
    },
  };
}
