import { expect, test } from 'vitest';
import { adviceFor, APT_LINE, describeFindings, parseMissingLibraries } from './system-packages.ts';

const LDD = `	linux-vdso.so.1 (0x00007ffd1b5f2000)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1c2a000000)
	libnss3.so => not found
	libatk-1.0.so.0 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1c29e00000)
	libnss3.so => not found
`;

test('reads the missing libraries out of what ldd prints', () => {
  expect(parseMissingLibraries(LDD)).toEqual(['libatk-1.0.so.0', 'libnss3.so']);
  expect(parseMissingLibraries('	not a dynamic executable\n')).toEqual([]);
});

test('a complete machine is not told anything', () => {
  expect(describeFindings({ libraries: [], xvfb: false, chromium: false })).toBe('');
});

test('names what is missing and the exact line to type', () => {
  const findings = { libraries: ['libnss3.so', 'libgbm.so.1'], xvfb: true, chromium: true };
  expect(adviceFor(findings, true)).toBe(
    'This machine lacks Chromium and Xvfb (there is no display) and 2 shared libraries ' +
      `(libnss3.so, …). Run this as root, then try again:\n\n  ${APT_LINE}\n`,
  );
  expect(APT_LINE).toBe(
    'apt-get update && DEBIAN_FRONTEND=noninteractive ' +
      'apt-get install -y --no-install-recommends chromium xvfb dbus-x11',
  );
});

test('where there is no apt, every library is named', () => {
  const findings = { libraries: ['libgbm.so.1', 'libnss3.so'], xvfb: false, chromium: false };
  expect(adviceFor(findings, false)).toContain('Libraries: libgbm.so.1, libnss3.so.');
});
