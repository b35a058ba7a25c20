/** Our environment without the variables that match: a person's own settings must not reach the parts we bring. */
export function environmentWithout(pattern: RegExp): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  for (const key of Object.keys(environment)) if (pattern.test(key)) delete environment[key];
  return environment;
}
