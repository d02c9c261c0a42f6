/** From the draft to paper and back: the official form, its code, and the signed scan. */
import { expectDone, fillProposal, freshTitle } from './actions.js';
import { type Page, expect, expectAccessible, ready, test, visit } from './fixtures.js';
import type { Words } from './words.js';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n');
const scan = (name: string) => ({ name, mimeType: 'application/pdf', buffer: PDF });

async function draft(page: Page, t: Words): Promise<string> {
  await visit(page, '/proposals/new');
  await fillProposal(page, t, freshTitle());
  await page.getByRole('button', { name: t.saveDraft }).click();
  await expectDone(page, t.draftSaved);
  return new URL(page.url()).pathname;
}

test('a draft prints as the official form', async ({ as, t }) => {
  const page = await as('d064');
  await draft(page, t);
  await page.getByRole('link', { name: t.printForm }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.printForm);
  await ready(page);
  await expectAccessible(page);
  const { name } = test.info().project;
  await page.screenshot({ path: `test-results/print-screen-${name}.png`, fullPage: true });
  const code = page.locator('.paper-code');
  await expect(code).toBeVisible();
  expect(await code.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.on-screen')).toBeHidden();
  await expect(page.getByText('代表建议、批评和意见')).toBeVisible();
  await expect(page.getByText('承办单位')).toBeVisible();
  const paper = await page.pdf({ path: `test-results/form-${name}.pdf`, preferCSSPageSize: true });
  expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
});

test('a signed scan is taken for its text and refused for another', async ({ as, t, scripted, faults }) => {
  faults.expect(422);
  const page = await as('d065');
  const edit = await draft(page, t);
  await page.getByRole('link', { name: t.printForm }).click();
  await page.getByRole('link', { name: t.uploadScan }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.scanHeading);
  await expect(page.locator('main')).toContainText(t.scanMatches);
  await ready(page);
  await expectAccessible(page);
  const old = new URL(page.url()).pathname;
  const send = async (name: string) => {
    await page.getByLabel(t.scanFile).setInputFiles(scan(name));
    if (!scripted) await page.getByRole('button', { name: t.upload, exact: true }).click();
  };
  await send('签名.pdf');
  await expect(page.locator('#attachments')).toContainText('签名.pdf');
  await expect(page.locator('#attachments')).toContainText(t.scanPresent);
  await expectAccessible(page);
  await page.screenshot({ path: `test-results/scan-${test.info().project.name}.png`, fullPage: true });

  // The page stays open while the text changes elsewhere.
  const other = await page.context().newPage();
  await visit(other, edit);
  await other.getByLabel(t.ask1, { exact: true }).fill('明年内完成路基整修，先保证雨天通行。');
  await other.getByRole('button', { name: t.saveDraft }).click();
  await expectDone(other, t.draftSaved);
  await ready(page);
  await send('晚了.pdf');
  await expect(page.locator('main')).toContainText(t.scanOther);
  await visit(page, old);
  await expect(page.locator('.status')).toContainText(t.scanOther);
  await expect(page.locator('#attachments')).toContainText(t.scanOutdated);
  await expect(page.getByRole('link', { name: t.printAgain })).toBeVisible();
  await expect(page.getByLabel(t.scanFile)).toHaveCount(0);
  await expectAccessible(page);
  await page.screenshot({ path: `test-results/scan-old-${test.info().project.name}.png`, fullPage: true });
});
