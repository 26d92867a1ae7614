/** Makes the compiler name every case that a switch over a union forgot. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
