/** Lays JSON out as the guide does, with two spaces, and never turns 1.0 into 1 on the way. */

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

type TokenKind = "key" | "string" | "number" | "word" | "mark" | "space";
interface Token {
  kind: TokenKind;
  text: string;
}

/** The tokens of a JSON text with line breaks between them; null if it is no JSON. */
export function tokens(text: string): Token[] | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const found = text.match(TOKEN) ?? [];
  const result: Token[] = [];
  let depth = 0;
  const newline = (): void => {
    result.push({ kind: "space", text: `\n${"  ".repeat(depth)}` });
  };
  found.forEach((token, index) => {
    const opens = token === "{" || token === "[";
    const closes = token === "}" || token === "]";
    const isEmpty = closes && "{[".includes(found[index - 1] ?? " ");
    if (closes) {
      depth -= 1;
      if (!isEmpty) newline();
    }
    result.push({ kind: kindOf(token, found[index + 1]), text: token });
    if (opens) {
      depth += 1;
      if (!"}]".includes(found[index + 1] ?? " ")) newline();
    }
    if (token === ",") newline();
    if (token === ":") result.push({ kind: "space", text: " " });
  });
  return result;
}

/** The same as text; a text that is no JSON stays as it is. */
export function pretty(text: string): string {
  return tokens(text)?.map((token) => token.text).join("") ?? text;
}

function kindOf(token: string, next: string | undefined): TokenKind {
  if (token.startsWith('"')) return next === ":" ? "key" : "string";
  if ("{}[]:,".includes(token)) return "mark";
  return /^-?\d/.test(token) ? "number" : "word";
}
