import { badRequest, queryParseError } from './couch-error.ts';

/** Reads a request's query string the way CouchDB does, with its errors. */
export class QueryParameters {
  private readonly values: Readonly<Record<string, unknown>>;

  constructor(query: unknown) {
    this.values = (query ?? {}) as Readonly<Record<string, unknown>>;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    return typeof last === 'string' ? last : undefined;
  }

  flag(name: string, otherwise = false): boolean {
    const value = this.text(name);
    if (value === undefined) return otherwise;
    if (value !== 'true' && value !== 'false') {
      throw queryParseError(`Invalid boolean parameter: "${value.slice(0, 40)}"`);
    }
    return value === 'true';
  }

  /** A whole number from 0 on. */
  count(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^\d{1,15}$/.test(value)) {
      throw queryParseError(`Invalid value for ${name}: "${value.slice(0, 40)}"`);
    }
    return Number(value);
  }

  /** A parameter that holds JSON, under any of its names. @throws CouchError 400 */
  json(...names: readonly string[]): unknown {
    const value = names.map((name) => this.text(name)).find((each) => each !== undefined);
    if (value === undefined) return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`invalid JSON in ${names.join(' or ')}`);
    }
  }
}
