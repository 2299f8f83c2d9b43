/** Puts an error of the app into words for the reader. */

import type { AppError } from "../../protocol/from_python.ts";

/** What happened and what to do, without the type of the error. */
export function words({ message, fix }: AppError): string {
  return fix === "" ? message : `${message} fix: ${fix}`;
}

/** Leads from a refused setting to its field: the file that the app names is on a server. */
export function failureOf(error: AppError, env: Readonly<Record<string, string>>): AppError {
  const own = Object.keys(env);
  if (error.settings === null || own.length === 0) return { ...error, settings: null };
  const named = own.filter((name) => error.settings?.includes(name));
  const settings = named.length > 0 ? named : own;
  const fix = `change ${settings.join(", ")} in Settings, then press Run.`;
  return { ...error, fix, settings, file: null, line: null, column: null };
}
