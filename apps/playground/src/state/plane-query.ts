import { type PlaneConfig, planeDefaults, planeLimits } from "../plane/plane-config.js";

/** Writes the settings that differ from the defaults. */
export function planeToQuery(config: PlaneConfig): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(config)) {
    if (value !== planeDefaults[name as keyof PlaneConfig]) query.set(name, `${value}`);
  }
  return query;
}

/** Reads settings. What is missing or out of range has its default. */
export function planeFromQuery(query: URLSearchParams): PlaneConfig {
  const read = Object.entries(planeDefaults).map(([name, value]) => {
    const text = query.get(name);
    const limits: Range | readonly string[] = planeLimits[name as keyof PlaneConfig];
    if (text === null) return [name, value];
    if (isRange(limits)) {
      const number = Number(text);
      return [name, number >= limits.least && number <= limits.most ? number : value];
    }
    return [name, limits.includes(text) ? text : value];
  });
  return Object.fromEntries(read) as PlaneConfig;
}

type Range = { readonly least: number; readonly most: number };

const isRange = (limits: Range | readonly string[]): limits is Range => "least" in limits;
