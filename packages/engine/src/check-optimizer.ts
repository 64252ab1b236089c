import { EbmError } from "@ebm/core";

/** Refuses what is not an optimizer of @ebm/optim, such as one of tfjs. */
export function checkOptimizer(optimizer: unknown): void {
  const { init } = Object(optimizer) as { readonly init?: unknown };
  if (typeof init === "function") return;
  const found =
    typeof optimizer === "object" && optimizer !== null
      ? `an ${optimizer.constructor.name}`
      : String(optimizer);
  throw new EbmError(
    `train: \`optimizer\` is ${found}, expected one of @ebm/optim, such as adam({ learningRate: 1e-3 }).`,
  );
}
