import { chromium } from '@playwright/test';
import { chromiumArguments } from '../e2e/support/chromium-arguments.ts';

/** The version a Chromium says of itself, e.g. `156.0.8078.79`. */
export async function readChromiumVersion(executablePath: string): Promise<string> {
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments()] });
  try {
    return browser.version();
  } finally {
    await browser.close();
  }
}
