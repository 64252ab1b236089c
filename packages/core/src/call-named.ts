import { EbmError } from "./errors.js";

/**
 * Calls a function of named inputs. If it fails after it read an input that is not there, the error
 * says so.
 *
 * @param what The inputs, as the error is to name them: "train: `batch`".
 * @throws {EbmError} If the function fails over a missing input; else what the function throws.
 */
export function callNamed<I extends object, R>(what: string, inputs: I, f: (inputs: I) => R): R {
  const missing = new Set<string>();
  const watched = new Proxy(inputs, {
    get(target, name) {
      if (typeof name === "string" && !(name in target)) missing.add(name);
      return Reflect.get(target, name);
    },
  });
  try {
    return f(watched);
  } catch (cause) {
    const [name] = missing;
    const isOther = cause instanceof EbmError && !cause.message.includes("undefined");
    if (name === undefined || isOther) throw cause;
    const given = Object.keys(inputs).join(", ") || "nothing";
    throw new EbmError(`${what} has ${given}, expected \`${name}\` too.`, { cause });
  }
}
