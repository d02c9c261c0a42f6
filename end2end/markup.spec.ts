/** The Nu HTML checker finds no error and warns of nothing on any page that anyone may open. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { publicPages } from './every.js';

interface Message {
  type: 'error' | 'info' | 'non-document-error';
  subType?: string;
  url?: string;
  lastLine?: number;
  message: string;
  extract?: string;
}

/** One process looks at all files. */
function check(folder: string): Promise<Message[]> {
  const jar = require.resolve('vnu-jar/build/dist/vnu.jar');
  return new Promise((resolve, reject) => {
    const given = ['-Xss1m', '-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', folder];
    execFile('java', given, { maxBuffer: 1 << 26 }, (error, stdout) => (error ? reject(error) : resolve(JSON.parse(stdout).messages)));
  });
}

test('the HTML is valid', async ({ request }) => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), 'jianyi-markup-'));
  const addresses = new Map<string, string>();
  for (const lang of ['zh', 'en']) {
    for (const { address } of await publicPages(request)) {
      const name = `${addresses.size}.html`;
      addresses.set(name, `${lang} ${address}`);
      const answer = await request.get(address, { headers: { accept: 'text/html', 'accept-language': lang } });
      // Leptos marks with <!> where it goes on in the browser: to every parser an empty comment, if an oddly written one.
      await writeFile(join(folder, name), (await answer.text()).replaceAll('<!>', '<!---->'));
    }
  }
  const messages = await check(folder);
  await rm(folder, { recursive: true });
  const told = messages.map(({ url, message, extract }) => {
    const name = url?.split('/').pop() ?? '';
    return `${addresses.get(name) ?? name}: ${message} ${extract ?? ''}`;
  });
  expect(told).toEqual([]);
});
