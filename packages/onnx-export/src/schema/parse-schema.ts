import { EbmError } from "@ebm/core/errors";
import { repeatedName } from "./repeated-name.js";
import type { InputColumn, Schema } from "./schema.js";

/**
 * Parses a schema from JSON. Unknown entries are kept.
 *
 * @throws {EbmError} If an entry is not valid. It names the first one.
 */
export function parseSchema(where: string, text: string): Schema {
  const check = checker(where);
  const schema = check.object("schema", parsed(where, text));
  check.oneOf("schema.version", schema.version, [1]);
  for (const [name, input] of Object.entries(check.object("schema.inputs", schema.inputs))) {
    const path = `schema.inputs.${name}`;
    const columns = check.list(`${path}.columns`, check.object(path, input).columns);
    for (const [i, column] of columns.entries())
      checkColumn(check, `${path}.columns[${i}]`, column);
    const twice = repeatedName(columns as InputColumn[]);
    if (twice !== undefined) check.fail(`${path}.columns`, `\`${twice}\` twice`, "each name once");
  }
  if (schema.target !== undefined) checkTarget(check, schema.target);
  if (schema.missing !== undefined) check.texts("schema.missing", schema.missing);
  if (schema.notes !== undefined) check.texts("schema.notes", schema.notes);
  return schema as unknown as Schema;
}

function parsed(where: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EbmError(`${where}: \`schema\` is not JSON, expected an object.`, { cause });
  }
}

function checkColumn(check: Checker, path: string, value: unknown): void {
  const column = check.object(path, value);
  check.text(`${path}.name`, column.name);
  check.oneOf(`${path}.missing`, column.missing, ["state", "imputed", "refused"]);
  check.oneOf(`${path}.kind`, column.kind, ["number", "datetime", "boolean", "category"]);
  if (column.unit !== undefined) check.text(`${path}.unit`, column.unit);
  if (column.kind !== "category") return;
  check.texts(`${path}.categories`, column.categories);
  check.oneOf(`${path}.unknown`, column.unknown, ["zeros", "state", "error"]);
}

function checkTarget(check: Checker, value: unknown): void {
  const target = check.object("schema.target", value);
  const kinds = ["label-set", "ranking", "bits", "number"];
  check.oneOf("schema.target.kind", target.kind, kinds);
  if (target.kind !== "number") {
    check.texts("schema.target.labels", target.labels);
    check.text("schema.target.structure", target.structure);
    if (target.column !== undefined) check.text("schema.target.column", target.column);
    return;
  }
  check.text("schema.target.name", target.name);
  if (target.unit !== undefined) check.text("schema.target.unit", target.unit);
  if (target.scaling === undefined) return;
  const scaling = check.object("schema.target.scaling", target.scaling);
  for (const name of ["center", "scale"]) {
    if (Number.isFinite(scaling[name])) continue;
    check.fail(`schema.target.scaling.${name}`, scaling[name], "a finite number");
  }
}

type Checker = ReturnType<typeof checker>;

function checker(where: string) {
  const fail = (path: string, found: unknown, expected: string): never => {
    const shown = typeof found === "string" ? found : (JSON.stringify(found) ?? "missing");
    throw new EbmError(`${where}: \`${path}\` is ${shown.slice(0, 60)}, expected ${expected}.`);
  };
  const list = (path: string, value: unknown): readonly unknown[] =>
    Array.isArray(value) ? value : fail(path, value, "a list");
  const text = (path: string, value: unknown): void => {
    if (typeof value !== "string") fail(path, value, "a text");
  };
  return {
    fail,
    list,
    text,
    texts(path: string, value: unknown): void {
      for (const [i, each] of list(path, value).entries()) text(`${path}[${i}]`, each);
    },
    object(path: string, value: unknown): Readonly<Record<string, unknown>> {
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      return isObject
        ? (value as Readonly<Record<string, unknown>>)
        : fail(path, value, "an object");
    },
    oneOf(path: string, value: unknown, options: readonly unknown[]): void {
      if (!options.includes(value))
        fail(path, value, options.join(", ").replace(/, (\S+)$/, " or $1"));
    },
  };
}
