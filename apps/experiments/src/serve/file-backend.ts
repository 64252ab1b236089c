import { EbmError } from "@ebm/core/errors";
import { type Feeds, readSchema, readSignature, type Signature } from "@ebm/onnx-export";
import { namedOutputs } from "../rows/named-outputs.js";
import type { Backend } from "./backend.js";
import { checkSizes, type SizeLimits } from "./check-sizes.js";
import { dtypes, type ServedTensors } from "./dtypes.js";
import { isRowWise } from "./is-row-wise.js";
import { joinRows } from "./join-rows.js";
import { nested } from "./nested.js";
import { openApi } from "./open-api.js";
import { readBody } from "./read-body.js";
import { runnable } from "./runnable.js";
import { takeRows } from "./take-rows.js";

export interface FileBackendOptions extends SizeLimits {
  /** Whether requests need a token. */
  readonly token: boolean;
}

/** Answers requests with an ONNX file. @throws {EbmError} If it has a dtype that is not served. */
export function fileBackend(
  model: Uint8Array,
  { token, ...limits }: FileBackendOptions,
): Backend<ServedTensors, ServedTensors> {
  const signature = readSignature(model);
  checkDtypes(signature);
  const schema = readSchema(model);
  const { trials: _, ...metadata } = signature.metadata;
  const renamed = runnable(model, signature);
  const description = openApi(signature, { schema, token });
  return {
    program: { file: "serve-worker", start: { model: renamed.model }, hasImports: false },
    rowsOf: (tensors) => Object.values(tensors)[0]?.shape[0] ?? 1,
    together: isRowWise(signature) ? { join: joinRows, take: takeRows } : undefined,
    posts: ["/run"],
    inside: /^(rowsToInputs|checkMembers): /,
    addRoutes(app, run) {
      app.get("/signature", async () => ({ ...signature, metadata }));
      app.get("/openapi.json", async () => description);
      app.post("/run", async (request, reply) => {
        const { tensors, rows, notes } = readBody(request.body, { signature, schema });
        checkSizes(tensors, signature, limits);
        const outputs = renamed.outputs(await run(reply, renamed.inputs(tensors)));
        if (rows !== undefined) {
          // files that take rows have outputs of numbers
          const named = namedOutputs(outputs as Feeds, {
            rows,
            schema,
            metadata: signature.metadata,
          });
          return { rows: named.map((row) => Object.fromEntries(row)), notes };
        }
        return Object.fromEntries(
          Object.entries(outputs).map(([name, tensor]) => [
            name,
            nested(tensor, dtypes[signature.outputs[name]!.dtype]!),
          ]),
        );
      });
    },
  };
}

function checkDtypes({ inputs, outputs }: Signature): void {
  for (const [name, { dtype }] of [...Object.entries(inputs), ...Object.entries(outputs)]) {
    if (Object.hasOwn(dtypes, dtype)) continue;
    const some = Object.keys(dtypes).join(", ");
    throw new EbmError(`serve: \`${name}\` is ${dtype}, expected one of ${some}.`);
  }
}
