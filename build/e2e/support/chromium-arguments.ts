/** For a Chromium of tests and benchmarks: nothing of its own on the network, no GPU. */
export function chromiumArguments(isRoot = process.getuid?.() === 0): readonly string[] {
  return [
    ...(isRoot ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}
