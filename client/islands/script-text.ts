/** JSON that can stand in a script element: nothing in it ends the element or opens a comment. */
export function toScriptText(value: unknown): string {
  return escapeScript(JSON.stringify(value));
}

/** The same for JSON that is text already. */
export function escapeScript(json: string): string {
  return json
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}
