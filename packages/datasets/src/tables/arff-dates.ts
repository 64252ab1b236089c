import { utc } from "@ebm/core/cells";

/**
 * A reader of dates in a format of Java's SimpleDateFormat, made of the letters y M d H m s S and
 * of quoted text. Times are UTC. Undefined for a format with other letters, such as names of months.
 */
export function arffDates(format: string): ((text: string) => number | undefined) | undefined {
  const letters: string[] = [];
  let pattern = "";
  for (const [part] of format.matchAll(/'[^']*'|([A-Za-z])\1*|[^A-Za-z']+/g)) {
    if (/^[A-Za-z]/.test(part)) {
      if (!LETTERS.includes(part[0]!)) return undefined;
      letters.push(part[0]!);
      pattern += part.length > 1 ? `(\\d{${part.length}})` : "(\\d+)";
    } else pattern += escaped(part.replaceAll("'", ""));
  }
  const regex = new RegExp(`^${pattern}$`);
  return (text) => {
    const match = regex.exec(text);
    if (match === null) return undefined;
    const part = (letter: string, otherwise: number): number => {
      const at = letters.indexOf(letter);
      return at < 0 ? otherwise : Number(match[at + 1]);
    };
    const day = utc([
      part("y", 1970),
      part("M", 1),
      part("d", 1),
      part("H", 0),
      part("m", 0),
      part("s", 0),
    ]);
    return day === undefined ? undefined : day + part("S", 0);
  };
}

const LETTERS = "yMdHmsS";

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
