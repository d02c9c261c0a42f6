/** Files beside a draft: added, refused with a clear line, taken off, and seen by whoever sees the paper. */
import { expectDone, expectRefused, fillProposal, freshTitle } from './actions.js';
import { type Page, expect, expectAccessible, ready, test, visit } from './fixtures.js';
import type { Words } from './words.js';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n');
// One white pixel.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC',
  'base64',
);
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: PDF });
const png = (name: string, buffer = PNG) => ({ name, mimeType: 'image/png', buffer });

const files = (page: Page) => page.locator('#attachments .file');

/** Chooses files; without a script a button sends them. */
async function attach(page: Page, t: Words, scripted: boolean, ...chosen: { name: string; mimeType: string; buffer: Buffer }[]) {
  await page.getByLabel(t.attach, { exact: true }).setInputFiles(chosen);
  if (!scripted) await page.getByRole('button', { name: t.upload, exact: true }).click();
}

/** A saved draft, open for writing. */
async function draft(page: Page, t: Words): Promise<string> {
  const name = freshTitle();
  await visit(page, '/proposals/new');
  await expect(page.locator('#attachments')).toContainText(t.attachAfterSaving);
  await fillProposal(page, t, name);
  await page.getByRole('button', { name: t.saveDraft }).click();
  await expectDone(page, t.draftSaved);
  return name;
}

test('photos and documents are attached, opened and taken off', async ({ as, t, scripted }) => {
  const page = await as('d060');
  await draft(page, t);
  await attach(page, t, scripted, pdf('勘测报告.pdf'), png('现场.png'));
  await expect(files(page)).toHaveCount(2);
  if (scripted) await expect(page.locator('.sent')).toHaveText(t.uploaded);
  await expect(files(page).first()).toContainText('1 KB');
  await ready(page);
  await expectAccessible(page);
  await page.screenshot({ path: `test-results/attachments-${test.info().project.name}.png`, fullPage: true });
  const link = await files(page).getByRole('link', { name: '勘测报告.pdf' }).getAttribute('href');
  const response = await page.context().request.get(link ?? '');
  expect(response.headers()['content-disposition']).toContain('attachment');
  expect(await response.body()).toEqual(PDF);
  const row = files(page).filter({ hasText: '勘测报告.pdf' });
  await row.locator('summary').click();
  await expectAccessible(page);
  await row.getByRole('button', { name: t.removeConfirm }).click();
  await expect(files(page)).toHaveCount(1);
  expect((await page.context().request.get(link ?? '')).status()).toBe(404);
});

test('what is not taken is refused in a clear line, and the rest is kept', async ({ as, t, scripted, faults }) => {
  faults.expect(422);
  const page = await as('d061');
  const name = await draft(page, t);
  await attach(page, t, scripted, pdf('好的.pdf'), png('图.png', SVG));
  const summary = await expectRefused(page, t.invalid);
  await expect(summary).toContainText(`“图.png”`);
  await expect(summary).toContainText(t.onlyKinds);
  await expect(page.locator('#refused')).toHaveCount(1);
  await expect(files(page)).toHaveCount(1);
  await expect(page.getByLabel(t.title, { exact: true })).toHaveValue(name);
  await expectAccessible(page);
  await page.screenshot({ path: `test-results/refused-${test.info().project.name}.png`, fullPage: true });
});

test('attachments are public with the paper and not before', async ({ as, t, scripted, faults }) => {
  faults.expect(404);
  const page = await as('d062');
  await draft(page, t);
  await attach(page, t, scripted, png('现场.png'));
  await expect(files(page)).toHaveCount(1);
  const link = (await files(page).getByRole('link').getAttribute('href')) ?? '';
  const visitor = await as('');
  expect((await visitor.context().request.get(link)).status()).toBe(404);
  const office = await as('office');
  expect((await office.context().request.get(link)).status()).toBe(404);
  await page.getByRole('button', { name: t.submit, exact: true }).click();
  await expectDone(page, t.submittedNotice);
  await expect(page.locator('main')).toContainText('现场.png');
  await expectAccessible(page);
  expect((await office.context().request.get(link)).status()).toBe(200);
  expect((await visitor.context().request.get(link)).status()).toBe(404);
});

test('a large file shows how far it is', async ({ as, t, scripted }) => {
  test.skip(!scripted, 'a script shows progress');
  const page = await as('d063');
  await draft(page, t);
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 1_000_000 });
  const large = Buffer.concat([PDF.subarray(0, 40), Buffer.alloc(3_000_000, 120), Buffer.from('\n%%EOF\n')]);
  await attach(page, t, true, { name: '大.pdf', mimeType: 'application/pdf', buffer: large });
  const bar = page.getByRole('progressbar');
  await expect(bar).toBeVisible();
  await expect.poll(async () => Number(await bar.getAttribute('value'))).toBeGreaterThan(0);
  await expectAccessible(page);
  await expect(page.locator('.sent')).toHaveText(t.uploaded, { timeout: 30_000 });
  await expect(files(page)).toHaveCount(1);
});
