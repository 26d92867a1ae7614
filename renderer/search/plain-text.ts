const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
const FENCE = /^[\s>]*(`{3,}|~{3,})/;
const RULE = /^[\s>]*(?:(?:[-*_] ?){3,}|=+|[|:\-\s]+)$/;
/** Quote marks, list marks, heading marks and callout names at the start of a line. */
const LINE_MARKS = /^(?:\s|>|[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s)+/;
const CALLOUT = /^\[![a-zA-Z]{1,20}\]/;

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,6}));/g, (...found) => {
    const [whole, decimal, hex, name] = found as [string, string?, string?, string?];
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });
}

/** One line of Markdown without its marks. Every pattern is bounded, so that hostile lines stay cheap. */
function plainLine(line: string): string {
  return decode(
    line
      .replace(LINE_MARKS, '')
      .replace(CALLOUT, '')
      .replace(/:::no-loc text="([^"]{0,400})":::/g, '$1')
      .replace(/:::[a-z-]{1,20}[^:]{0,400}alt-text="([^"]{0,400})"[^:]{0,400}:::/g, '$1')
      .replace(/!\[([^\]]{0,400})\]\([^)]{0,1000}\)/g, '$1')
      .replace(/\[([^[\]]{0,400})\]\([^)]{0,1000}\)/g, '$1')
      .replace(/\[([^[\]]{0,400})\]\[[^\]]{0,200}\]/g, '$1')
      .replace(/<!--|-->|<\/?[a-zA-Z][a-zA-Z0-9]{0,20}(?:\s[^<>]{0,1000})?\/?>/g, ' ')
      .replace(/<((?:https?|mailto):[^<>\s]{1,1000})>/g, '$1')
      .replace(/(\*{1,3}|~~|`+)(?=\S)/g, '')
      .replace(/(\S)(?:\*{1,3}|~~|`+)/g, '$1')
      .replace(/(^|[\s(])_{1,3}(?=\S)/g, '$1')
      .replace(/(\S)_{1,3}(?=[\s).,:;!?]|$)/g, '$1')
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      .replace(/\|/g, ' '),
  );
}

/**
 * The words of a Markdown text, for searching and for snippets: no marks, no tags, no addresses of
 * links. It is never rendered as HTML. Code keeps its text: error messages are searched for.
 */
export function plainText(markdown: string): string {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split(/\r\n|\n|\r/)) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null;
      else lines.push(line);
    } else if (mark !== undefined) {
      fence = mark;
    } else if (line.length > 2000 || !RULE.test(line)) {
      lines.push(plainLine(line));
    }
  }
  return lines.join(' ').replace(/\s+/g, ' ').trim();
}
