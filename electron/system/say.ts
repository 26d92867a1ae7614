/** One line for whoever started the console from a terminal. Never a secret. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** A terminal that went away must not end the console: without a listener EPIPE is thrown. */
export function setupSay(): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', () => undefined);
}
