/** What Electron and Chromium need on a bare Debian, in one line (measured: 206 MB, 26 s). */
export const DEBIAN_PACKAGES = ['chromium', 'xvfb', 'dbus-x11'] as const;

const INSTALL = `apt-get install -y --no-install-recommends ${DEBIAN_PACKAGES.join(' ')}`;

/** The line to type as root; `DEBIAN_FRONTEND` keeps it from asking questions. */
export const APT_LINE = `apt-get update && DEBIAN_FRONTEND=noninteractive ${INSTALL}`;

export interface SystemFindings {
  /** Shared libraries Electron's executable asks for and the machine does not have. */
  readonly libraries: readonly string[];
  /** Whether a virtual display is wanted and missing. */
  readonly xvfb: boolean;
  /** Whether a Chromium is wanted and missing. */
  readonly chromium: boolean;
}

/** Names of the libraries that `ldd` could not find. */
export function parseMissingLibraries(lddOutput: string): readonly string[] {
  const missing = [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set(missing)].sort();
}

/** What is missing in words, e.g. `Xvfb and 12 shared libraries (libatk-1.0.so.0, …)`; empty if nothing is. */
export function describeFindings(findings: SystemFindings): string {
  const parts: string[] = [];
  if (findings.chromium) parts.push('Chromium');
  if (findings.xvfb) parts.push('Xvfb (there is no display)');
  const [first, ...others] = findings.libraries;
  if (first !== undefined) {
    parts.push(
      others.length === 0
        ? `the shared library ${first}`
        : `${findings.libraries.length} shared libraries (${first}, …)`,
    );
  }
  return parts.join(' and ');
}

/** What a person who is not root, or has no apt, is told. */
export function adviceFor(findings: SystemFindings, hasApt: boolean): string {
  const what = `This machine lacks ${describeFindings(findings)}.`;
  if (hasApt) return `${what} Run this as root, then try again:\n\n  ${APT_LINE}\n`;
  const libraries =
    findings.libraries.length === 0 ? '' : ` Libraries: ${findings.libraries.join(', ')}.`;
  return `${what} Install it with the package manager of your system, then try again.${libraries}`;
}
