const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text can be the id of a row at all: PostgreSQL refuses to compare anything else, and nothing has such an id. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
