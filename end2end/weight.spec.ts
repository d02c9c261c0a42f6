/** What a page weighs for whoever reads it: HTML and style as they come over the line. */
import { get } from 'node:http';

import { expect, test } from '@playwright/test';

import { publicPages } from './every.js';

const MOST = 30_000;

/** How many bytes an answer has, compressed as a browser gets it; Playwright's own requests unpack them. */
function bytesOf(address: string, status: number, lang: string): Promise<number> {
  const headers = { accept: 'text/html', 'accept-encoding': 'br', 'accept-language': lang };
  return new Promise((resolve, reject) => {
    get(address, { headers }, (answer) => {
      if (answer.statusCode !== status) reject(new Error(`${answer.statusCode} for ${address}`));
      let bytes = 0;
      answer.on('data', (part: Buffer) => (bytes += part.length));
      answer.on('end', () => resolve(bytes));
      answer.on('error', reject);
    }).on('error', reject);
  });
}

for (const lang of ['zh', 'en']) {
  test(`no page weighs more than 30 kB: ${lang}`, async ({ request, baseURL }) => {
    const pages = [];
    for (const { address, status } of await publicPages(request)) {
      const html = await (await request.get(address, { headers: { accept: 'text/html', 'accept-language': lang } })).text();
      const styles = [...html.matchAll(/<link[^>]*rel="stylesheet"[^>]*>/g)].map(([link]) => link.match(/href="([^"]+)"/)?.[1] ?? '');
      expect(styles.length, `style sheets of ${address}`).toBeGreaterThan(0);
      let bytes = await bytesOf(new URL(address, baseURL).href, status, lang);
      for (const style of styles) bytes += await bytesOf(new URL(style, baseURL).href, 200, lang);
      pages.push({ address, bytes });
    }
    if (process.env.WEIGHTS) for (const { address, bytes } of pages) console.log(`${bytes}\t${lang} ${address}`);
    expect(pages.filter(({ bytes }) => bytes > MOST)).toEqual([]);
  });
}
