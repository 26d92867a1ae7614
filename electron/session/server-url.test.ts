import { describe, expect, it } from 'vitest';
import { parseServerUrl } from './server-url.ts';

describe('addresses as people type them', () => {
  it.each([
    ['https://couch.example.org', 'https://couch.example.org'],
    [' https://couch.example.org/ ', 'https://couch.example.org'],
    ['HTTPS://Couch.Example.org:443/', 'https://couch.example.org'],
    ['https://example.org/couch/', 'https://example.org/couch'],
    ['couch.example.org', 'https://couch.example.org'],
    ['couch.example.org:6984', 'https://couch.example.org:6984'],
    ['localhost:5984', 'http://localhost:5984'],
    ['127.0.0.1:5984', 'http://127.0.0.1:5984'],
    ['http://127.1:5984', 'http://127.0.0.1:5984'],
    ['http://[::1]:5984', 'http://[::1]:5984'],
    ['[::1]:5984', 'http://[::1]:5984'],
    ['http://couch.localhost', 'http://couch.localhost'],
    ['https://192.168.1.20:6984', 'https://192.168.1.20:6984'],
  ])('%s', (text, serverUrl) => {
    expect(parseServerUrl(text)).toEqual({ ok: true, serverUrl });
  });
});

describe('addresses with something wrong get a sentence', () => {
  it.each([
    ['', 'Enter the address'],
    ['   ', 'Enter the address'],
    ['not an address', 'is not an address'],
    ['https://', 'is not an address'],
    ['ftp://example.org', 'starts with ftp://'],
    ['file:///etc/passwd', 'is not an address'],
    ['https://ada:secret@example.org', 'Leave name and password out'],
    ['https://example.org/?a=1', 'from “?” on'],
    ['https://example.org/#a', 'from “#” on'],
    ['http://couch.example.org', 'Use https://'],
    ['http://192.168.1.20:5984', 'Use https://'],
    ['http://127.0.0.1.example.org', 'Use https://'],
    ['http://localhost.example.org', 'Use https://'],
    ['http://0.0.0.0:5984', 'Use https://'],
  ])('%s', (text, part) => {
    const result = parseServerUrl(text);
    expect(result.ok ? result.serverUrl : result.message).toContain(part);
    expect(result.ok).toBe(false);
  });

  it('the sentence about TLS says how to get it and never repeats a password', () => {
    const plain = parseServerUrl('http://couch.example.org');
    expect(plain.ok ? '' : plain.message).toMatch(/caddy reverse-proxy --from couch\.example\.org/);
    const secret = parseServerUrl('https://ada:secret@example.org');
    expect(secret.ok ? '' : secret.message).not.toContain('secret');
  });
});
