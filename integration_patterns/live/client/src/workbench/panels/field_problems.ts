/** Finds the field of the form that each part of a 422 is about. */

export interface FieldProblem {
  field: "path" | "headers" | "body";
  text: string;
}

const FIELDS: Record<string, FieldProblem["field"]> = { header: "headers", cookie: "headers", body: "body" };

interface Refused {
  loc: (string | number)[];
  detail: string;
}

/** What the app says of each value that it refused; nothing if the answer has another form. */
export function fieldProblems(body: string): FieldProblem[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return [];
  }
  const errors = typeof parsed === "object" && parsed !== null ? (parsed as { errors?: unknown }).errors : null;
  if (!Array.isArray(errors)) return [];
  return errors.filter(isRefused).map(({ loc, detail }) => ({
    field: FIELDS[String(loc[0])] ?? "path",
    text: `${loc.slice(1).join(".") || String(loc[0])}: ${detail}`,
  }));
}

function isRefused(value: unknown): value is Refused {
  const refused = value as Partial<Refused> | null;
  return (
    typeof refused === "object" && refused !== null && Array.isArray(refused.loc) && typeof refused.detail === "string"
  );
}
