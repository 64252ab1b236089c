/** Writes a value in backticks, shortened, with invisible characters escaped. */
export function quoted(text: string): string {
  return oneLine(`\`${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}\``);
}

/** Lists names in a sentence: all of them if they are few, otherwise the first ones. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map(quoted).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** Returns a sentence about an unknown name: it suggests the most similar name, or lists all. */
export function nearest(name: string, names: readonly string[]): string {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const distance = edits(name.toLowerCase(), candidate.toLowerCase());
    if (distance >= least) continue;
    [best, least] = [candidate, distance];
  }
  return best === undefined ? `The columns are ${listed(names)}.` : `Did you mean ${quoted(best)}?`;
}

/** Computes the Levenshtein distance: the number of letters to add, delete or change. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** Escapes the invisible characters of a text, so that it stays on one line. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);
}

const LONGEST = 40;
