/** Finds the field of the form that each part of a 422 is about. */

export interface FieldProblem {
  field: "path" | "headers" | "body";
  text: string;
}

const FIELDS: Record<string, FieldProblem["field"]> = { header: "headers", cookie: "headers", body: "body" };

interface Detail {
  loc: (string | number)[];
  msg: string;
}

/** What FastAPI says of each value that it refused; nothing if the answer has another form. */
export function fieldProblems(body: string): FieldProblem[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return [];
  }
  const details = typeof parsed === "object" && parsed !== null ? (parsed as { detail?: unknown }).detail : null;
  if (!Array.isArray(details)) return [];
  return details.filter(isDetail).map(({ loc, msg }) => ({
    field: FIELDS[String(loc[0])] ?? "path",
    text: `${loc.slice(1).join(".") || String(loc[0])}: ${msg}`,
  }));
}

function isDetail(value: unknown): value is Detail {
  const detail = value as Partial<Detail> | null;
  return typeof detail === "object" && detail !== null && Array.isArray(detail.loc) && typeof detail.msg === "string";
}
