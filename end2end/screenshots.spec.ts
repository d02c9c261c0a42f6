/** The pictures of the README: SCREENSHOTS=1 takes them anew. */
import { resolve } from 'node:path';

import { fillProposal } from './actions.js';
import { expect, type Page, ready, test, visit } from './fixtures.js';

test.use({ locale: 'zh-CN', colorScheme: 'light' });

test('pictures', async ({ visitor, deputy, office, t }) => {
  const { name } = test.info().project;
  test.skip(!process.env.SCREENSHOTS || !['phone-zh', 'desktop-en'].includes(name), 'only when they are asked for');
  const device = name.startsWith('phone') ? 'phone' : 'desktop';
  const folder = resolve(__dirname, '../docs/screenshots');
  const take = async (page: Page, what: string) => {
    await ready(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: `${folder}/${what}-${device}.png`, animations: 'disabled', caret: 'hide' });
  };

  await visit(visitor, '/');
  await take(visitor, 'home');
  await visit(visitor, '/proposals?stage=tracking');
  await visitor.locator('main .rows > li').first().getByRole('link').first().click();
  await expect(visitor.locator('.status-sentence')).toBeVisible();
  await take(visitor, 'proposal');
  await visit(office, '/desk');
  await take(office, 'desk');
  await visit(deputy, '/proposals/new');
  await fillProposal(deputy, t, '关于硬化下游村至上游村道路的建议');
  await expect(deputy.locator('.autosave')).toHaveText(t.saved);
  await take(deputy, 'write');
});
