/** A URL, or null where the text is none. (`URL.canParse` is younger than the Node in our runtimes.) */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
