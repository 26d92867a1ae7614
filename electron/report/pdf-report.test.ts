import { describe, expect, it } from 'vitest';
import { pageMargins } from './page-margins.ts';
import { readPdfRequest } from './read-pdf-request.ts';

const request = {
  fileName: 'service-levels-2027-03.pdf',
  header: 'Service levels · 1–31 Mar 2027',
  footer: 'Worked out on 1 Apr 2027, 08:46',
  pageOf: 'Page {{page}} of {{pages}}',
};

describe('a report to be printed', () => {
  it('is taken as the contract names it', () => {
    expect(readPdfRequest([request])).toEqual([request]);
    expect(readPdfRequest([{ ...request, path: '/etc' }])).toEqual([request]);
  });

  it.each([
    [[]],
    [[request, request]],
    [[{ ...request, fileName: '../x.pdf' }]],
    [[{ ...request, fileName: '/etc/passwd' }]],
    [[{ ...request, fileName: 'C:\\x.pdf' }]],
    [[{ ...request, fileName: '.hidden.pdf' }]],
    [[{ ...request, fileName: 'report.sh' }]],
    [[{ ...request, header: 'a'.repeat(601) }]],
    [[{ ...request, footer: 1 }]],
    [[{ fileName: request.fileName, header: '', footer: '' }]],
  ])('is refused as %j', (args) => {
    expect(readPdfRequest(args)).toBeNull();
  });
});

it('prints page numbers, and names of records as text', () => {
  const { headerTemplate, footerTemplate } = pageMargins({
    ...request,
    header: 'Team <img src=x onerror="alert(1)"> & Söhne',
  });
  expect(headerTemplate).toContain(
    'Team &lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; Söhne',
  );
  expect(headerTemplate).not.toContain('<img');
  expect(footerTemplate).toContain(
    'Page <span class="pageNumber"></span> of <span class="totalPages"></span>',
  );
});
