const SUBSCRIPTS = mapOf("₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₗₘₙᵣₛₜₓ", "0123456789+-ijklmnrstx");
const SUPERSCRIPTS = mapOf("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵇᵈᵏⁿᵗᵀ", "0123456789+-bdkntT");
const FUNCTIONS = ["log", "exp", "max", "min", "cos"];
const OPERATORS = ["mean", "softmax", "softplus", "logit", "clip", "diag", "sign", "tr"];

/**
 * Translates a formula of a comment, which is written in Unicode, to TeX: `Σᵢ ½yᵢ²` becomes
 * `\sum_{i} \tfrac12 y_{i}^{2}`.
 */
export function texOfFormula(formula: string): string {
  const lines = formula.split("\n").map((line) => lineOf(line.trim()));
  if (lines.length === 1) return lines[0]!;
  return `\\begin{aligned}\n${lines.map((line) => `& ${line}`).join(" \\\\\n")}\n\\end{aligned}`;
}

function lineOf(line: string): string {
  const tokens = line
    .replaceAll("Ẑ", "Z\u0302") // two characters, as m̂ is
    .replace(
      /\b(max|min|mean|Σ|Σₙ)? ?over ([^[(]+?|.*?\]ᵈ|.+? and .+?) of /g,
      (_, name = "", range) => (name === "Σ" ? `Σ_{${range}} ` : `${name}_{${range}} `),
    )
    .replace(/Σ over (.+?) of /g, "Σ_{$1} ")
    .replace(/([A-Za-z])\u0302/g, "\\hat{$1}")
    .replace(/f\*/g, "f^{*}")
    .replace(/ {2,}/g, " \\quad ")
    .split(/(\\[a-z]+(?:\{[A-Za-z]\})?|[A-Za-z]{2,}|_\{|_[a-z]|\s+)/);
  let depth = 0;
  let tex = "";
  for (const token of tokens) {
    if (token === "_{") {
      tex += "_{";
      depth++;
    } else if (/^[A-Za-z]{2,}$/.test(token)) tex += wordOf(token);
    else if (/^[A-Z]?\\/.test(token) || /^_[a-z]$/.test(token)) tex += token;
    else
      for (const character of token) {
        if (character === "}" && depth > 0) {
          tex += "}";
          depth--;
        } else tex += characterOf(character);
      }
  }
  return mergeScripts(tex)
    .replace(/√\s*\(([^()]*)\)/g, "\\sqrt{$1}")
    .replace(/√\s*(\\hat\{\w\}|\w)/g, "\\sqrt{$1}");
}

function wordOf(word: string): string {
  if (FUNCTIONS.includes(word)) return `\\${word}`;
  if (OPERATORS.includes(word)) return `\\operatorname*{${word}}`;
  return /^[A-Z]+$/.test(word) ? `\\mathrm{${word}}` : `\\text{ ${word} }`;
}

function characterOf(character: string): string {
  if (SUBSCRIPTS.has(character)) return `_{${SUBSCRIPTS.get(character)}}`;
  if (SUPERSCRIPTS.has(character)) return `^{${SUPERSCRIPTS.get(character)}}`;
  return SYMBOLS[character] ?? character;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  Σ: "\\sum ",
  Π: "\\prod ",
  "∫": "\\int ",
  "½": "\\tfrac12 ",
  "·": "\\cdot ",
  "−": "-",
  "←": "\\leftarrow ",
  "→": "\\to ",
  "…": "\\dots ",
  "′": "'",
  "″": "''",
  "‖": "\\|",
  "{": "\\{",
  "}": "\\}",
  "%": "\\%",
};

/** Joins `_{i}_{j}` and `^{-}^{t}`, which TeX refuses. */
function mergeScripts(tex: string): string {
  const merged = tex
    .replace(/_([a-z])(?=_\{)/g, "_{$1}")
    .replace(/([_^])\{([^{}]*)\}\1\{([^{}]*)\}/g, "$1{$2$3}");
  return merged === tex ? tex : mergeScripts(merged);
}

function mapOf(from: string, to: string): ReadonlyMap<string, string> {
  return new Map([...from].map((character, i) => [character, [...to][i]!]));
}
