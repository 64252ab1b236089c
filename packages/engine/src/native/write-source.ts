import { cTypes, literal } from "./c/literal.js";
import { cMath } from "./c/math.js";
import { cNodeApi } from "./c/node-api.js";
import { cPool } from "./c/pool.js";
import { cProduct } from "./c/product.js";
import { cSums } from "./c/sums.js";
import { cVectors } from "./c/vectors.js";
import { cWindows } from "./c/windows.js";
import type { Buffer } from "./plan/access.js";
import type { Arena } from "./plan/arena.js";
import { indented } from "./plan/loop.js";
import type { Plan } from "./plan/make-plan.js";

/** The work, in ns, from which threads share a group. To hand it over takes a few µs. */
const SHARED = 8000;

/** Writes a plan as a C file, which Node loads as a module. */
export function writeSource(plan: Plan, arena: Arena): string {
  const { groups, homes } = plan;

  const pointer = (buffer: Buffer, isWritten: boolean): string[] => {
    const type = `${isWritten ? "" : "const "}${cTypes[buffer.dtype]} *const`;
    const note = `/* ${buffer.size} */`;
    const place = placeOf(buffer);
    if (buffer.value !== undefined) {
      const number = literal(buffer.value, buffer.dtype);
      return [`const ${cTypes[buffer.dtype]} ${buffer.name}[1] = {${number}};`];
    }
    return place === undefined
      ? []
      : [`${type} ${buffer.name} = (${type.replace(" *const", " *")})${place}; ${note}`];
  };
  const placeOf = (buffer: Buffer): string | undefined => {
    const home = homes.get(buffer)!;
    if (home.kind === "argument") return `m->arguments[${home.index}]`;
    if (home.kind === "part") {
      const whole = placeOf(home.whole);
      return `((${cTypes[buffer.dtype]} *)${whole} + ${home.offset})`;
    }
    const offset = arena.offsets.get(buffer);
    return offset === undefined ? undefined : `(m->arena + ${offset})`;
  };

  const lines = groups.flatMap((group, i) => {
    const statements = group.write();
    const pointers = [
      ...[...group.reads]
        .filter((buffer) => !group.writes.has(buffer))
        .map((b) => pointer(b, false)),
      ...[...group.writes].map((b) => pointer(b, true)),
    ].flat();
    return [
      `/* ${group.title.join("\n   ")} */`,
      `APART void group_${i}(const struct memory *m, long from, long to) {`,
      ...indented([...pointers, ...statements]),
      "}",
      "",
    ];
  });
  const calls = groups.map(({ rows, work }, i) =>
    rows > 1 && work >= SHARED
      ? `  share(p, group_${i}, m, ${rows});`
      : `  group_${i}(m, 0, ${rows});`,
  );
  return [
    HEADER,
    cMath,
    cVectors,
    cProduct,
    cSums,
    ...(groups.some(({ title }) => /^(Conv|MaxPool|AveragePool)/.test(title[0]!))
      ? [cWindows]
      : []),
    cPool,
    ...lines,
    "static void step(struct pool *p, const struct memory *m) {",
    "  (void)p;",
    ...calls,
    "}",
    "",
    `#define ARGUMENTS ${plan.argumentCount}`,
    cNodeApi,
  ].join("\n");
}

const HEADER = `/* Written by @ebm/engine. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A function that is compiled alone. What gcc 12.2 derives about a function for its callers can be wrong: it
   left out calls whose results are needed. */
#define APART static __attribute__((noipa))

/* The turns of the next loop do not depend on one another. */
#if defined(__clang__)
#define EACH _Pragma("clang loop vectorize(assume_safety)")
#else
#define EACH _Pragma("GCC ivdep")
#endif

struct memory { char *arena; void **arguments; };
typedef void group_function(const struct memory *, long, long);
`;
