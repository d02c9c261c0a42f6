/** The open data as people meet them: the page that explains them, the files, and what a page says of itself. */
import { expect, expectAccessible, expectNarrow, test, visit } from './fixtures.js';

test('the page of the open data is found, read and followed', async ({ visitor, t }) => {
  await visit(visitor, '/about');
  await visitor.getByRole('main').getByRole('link', { name: t.openData, exact: true }).click();
  await expect(visitor).toHaveURL(/\/api$/);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.openData);
  await expect(visitor.locator('html')).toHaveAttribute('lang', t.lang);
  await expectAccessible(visitor);
  await expectNarrow(visitor);
  await expect(visitor.getByRole('link', { name: 'CC BY 4.0' })).toHaveAttribute('href', /creativecommons\.org/);
  await expect(visitor.locator('h3', { hasText: 'GET /api/v1/proposals' }).first()).toBeVisible();
  await visitor.getByRole('button', { name: t.otherLanguage, exact: true }).click();
  await expect(visitor).toHaveURL(/\/api$/);
  await expect(visitor.locator('html')).not.toHaveAttribute('lang', t.lang);
  await expectAccessible(visitor);
});

test('a table is downloaded under a name of its own', async ({ visitor }) => {
  await visit(visitor, '/api');
  const download = visitor.waitForEvent('download');
  await visitor.locator('a[href="/api/v1/proposals.csv"]').click();
  expect((await download).suggestedFilename()).toMatch(/^proposals-\d{4}-\d\d-\d\d\.csv$/);
});

test('a proposal says what it is', async ({ visitor }) => {
  await visit(visitor, '/proposals?stage=replied');
  const address = (await visitor.locator('main .rows > li a').first().getAttribute('href')) ?? '';
  await visit(visitor, address);
  const title = await visitor.getByRole('heading', { level: 1 }).innerText();
  await expect(visitor.locator('meta[property="og:title"]')).toHaveAttribute('content', title);
  await expect(visitor.locator('link[rel="canonical"]')).toHaveAttribute('href', new RegExp(`${address}$`));
  const data = JSON.parse((await visitor.locator('script[type="application/ld+json"]').textContent()) ?? '{}');
  expect(data).toMatchObject({ '@type': 'CreativeWork', name: title });
});
