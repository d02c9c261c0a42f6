/** What a deputy is writing is never lost. */
import { expectDone, expectRefused, fillProposal, freshTitle } from './actions.js';
import { type Page, expect, expectAccessible, ready, signIn, test, visit } from './fixtures.js';
import type { Words } from './words.js';

const title = (page: Page, t: Words) => page.getByLabel(t.title, { exact: true });
const problem = (page: Page, t: Words) => page.getByLabel(t.problem, { exact: true });
const state = (page: Page) => page.locator('.autosave');

test.describe('with a script', () => {
  test.beforeEach(({ scripted }) => test.skip(!scripted, 'a script saves'));

  test('what is typed is saved by itself and survives a reload', async ({ as, t }) => {
    const page = await as('d020');
    const name = freshTitle();
    await visit(page, '/proposals/new');
    await expect(state(page)).toHaveText(t.autosaveHint);
    await title(page, t).fill(name);
    await expect(state(page)).toHaveText(t.saving);
    await expect(state(page)).toHaveText(t.saved);
    await problem(page, t).fill('第一段：雨天无法通行。');
    await expect(state(page)).toHaveText(t.saving);
    await expect(state(page)).toHaveText(t.saved);
    await expectAccessible(page);
    await page.reload();
    await ready(page);
    await expect(title(page, t)).toHaveValue(name);
    await expect(problem(page, t)).toHaveValue('第一段：雨天无法通行。');
    // One draft, not two.
    await visit(page, '/desk');
    await expect(page.getByRole('link', { name: new RegExp(`^${t.goOn}.*${name}`) })).toHaveCount(1);
  });

  test('without a connection it is kept in the browser and offered again', async ({ as, t, faults }) => {
    faults.expect('offline');
    const page = await as('d021');
    const name = freshTitle();
    await visit(page, '/proposals/new');
    await title(page, t).fill(name);
    await expect(state(page)).toHaveText(t.saved);
    // The line is broken for what is written alone: when it is back for all, everything is saved by itself.
    await page.route('**/api/write', (route) => route.abort('internetdisconnected'));
    await problem(page, t).fill('写在没有网络的山里。');
    await expect(state(page)).toContainText(t.savedHere);
    await expectAccessible(page);
    await visit(page, '/desk');
    await page.unroute('**/api/write');
    await page.getByRole('link', { name: new RegExp(`^${t.goOn}.*${name}`) }).click();
    await expect(page.getByText(t.restoreOffer)).toBeVisible();
    await ready(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: t.restore, exact: true }).click();
    await expect(problem(page, t)).toHaveValue('写在没有网络的山里。');
    await expect(page.getByText(t.restoreOffer)).toHaveCount(0);
    await expect(state(page)).toHaveText(t.saved);
    await page.reload();
    await ready(page);
    await expect(problem(page, t)).toHaveValue('写在没有网络的山里。');
    await expect(page.getByText(t.restoreOffer)).toHaveCount(0);
  });

  test('the line comes back while the page is open', async ({ as, t, faults }) => {
    faults.expect('offline');
    const page = await as('d022');
    await visit(page, '/proposals/new');
    await page.context().setOffline(true);
    await fillProposal(page, t, freshTitle());
    await expect(state(page)).toContainText(t.savedHere);
    const submit = page.getByRole('button', { name: t.submit, exact: true });
    await submit.click();
    await expectRefused(page, t.noConnection);
    await expect(problem(page, t)).toHaveValue(/下游村/);
    await page.context().setOffline(false);
    await expect(state(page)).toHaveText(t.saved);
    await submit.click();
    await expectDone(page, t.submittedNotice);
  });

  test('a session that ended loses nothing', async ({ as, t, faults }) => {
    faults.expect(401);
    const page = await as('d023');
    const name = freshTitle();
    await visit(page, '/proposals/new');
    await fillProposal(page, t, name);
    await page.context().clearCookies({ name: 'session' });
    await page.getByRole('button', { name: t.submit, exact: true }).click();
    const summary = await expectRefused(page, t.signedOut);
    await expectAccessible(page);
    // Signing in opens beside the page; what was typed stays here.
    const beside = page.context().waitForEvent('page');
    await summary.getByRole('link', { name: t.signIn }).click();
    const other = await beside;
    await ready(other);
    await signIn(other, t, 'd023');
    await other.close();
    await expect(title(page, t)).toHaveValue(name);
    await expect(problem(page, t)).toHaveValue(/下游村/);
    await page.getByRole('button', { name: t.submit, exact: true }).click();
    await expectDone(page, t.submittedNotice);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  });

  test('what is saved by itself does not write over another window', async ({ as, t, faults }) => {
    faults.expect(409);
    const page = await as('d024');
    await visit(page, '/proposals/new');
    await title(page, t).fill(freshTitle());
    await expect(state(page)).toHaveText(t.saved);
    const other = await page.context().newPage();
    await visit(other, page.url());
    await problem(other, t).fill('在第二个窗口写的。');
    await expect(state(other)).toHaveText(t.saved);
    await problem(page, t).fill('在第一个窗口写的，比第二个晚。');
    await expect(state(page)).toContainText(t.savedElsewhere);
    await expectAccessible(page);
    await other.reload();
    await expect(problem(other, t)).toHaveValue('在第二个窗口写的。');
  });

  test('another language keeps a draft that has just been begun', async ({ as, t }) => {
    const page = await as('d027');
    const name = freshTitle();
    await visit(page, '/proposals/new');
    await title(page, t).fill(name);
    await expect(state(page)).toHaveText(t.saved);
    await page.getByRole('button', { name: t.otherLanguage, exact: true }).click();
    await expect(page.locator('html')).not.toHaveAttribute('lang', t.lang);
    await ready(page);
    await expect(page.locator('[id="draft-title"]')).toHaveValue(name);
  });
});

test('two windows on one draft', async ({ as, t, faults }) => {
  faults.expect(409);
  const page = await as('d028');
  const save = (window: Page) => window.getByRole('button', { name: t.saveDraft }).click();
  const saved = (window: Page) => expectDone(window, t.draftSaved);
  await visit(page, '/proposals/new');
  await title(page, t).fill(freshTitle());
  await save(page);
  await saved(page);
  const address = new URL(page.url()).pathname;
  await visit(page, address);
  const other = await page.context().newPage();
  await visit(other, address);
  await problem(other, t).fill('在第二个窗口写的。');
  await save(other);
  await saved(other);
  await problem(page, t).fill('在第一个窗口写的，比第二个晚。');
  await save(page);
  await expectRefused(page, t.changedElsewhere);
  // Both texts are there, to be compared; whoever saves now has seen both.
  await expect(problem(page, t)).toHaveValue('在第一个窗口写的，比第二个晚。');
  await expect(page.getByRole('main')).toContainText('在第二个窗口写的。');
  await expectAccessible(page);
  await save(page);
  await saved(page);
  await other.reload();
  await expect(problem(other, t)).toHaveValue('在第一个窗口写的，比第二个晚。');
});

test.describe('without a script', () => {
  test.beforeEach(({ scripted }) => test.skip(scripted, 'a script saves by itself'));

  test('a draft is saved and gone on with', async ({ as, t }) => {
    const page = await as('d025');
    const name = freshTitle();
    await visit(page, '/proposals/new');
    await title(page, t).fill(name);
    await page.getByLabel(t.ask1, { exact: true }).fill('今年内完成路基整修。');
    await page.getByLabel(t.ask2).fill('公布开工时间。');
    await page.getByLabel(t.ask3).fill('雨季之前清理边沟。');
    await page.getByRole('button', { name: t.saveDraft }).click();
    await expect(page.locator('.notice').filter({ hasText: t.draftSaved })).toBeVisible();
    await expect(title(page, t)).toHaveValue(name);
    // There is a row for one more.
    await page.getByLabel(t.ask4).fill('设置限速标志。');
    await page.getByRole('button', { name: t.saveDraft }).click();
    await visit(page, '/desk');
    await page.getByRole('link', { name: new RegExp(`^${t.goOn}.*${name}`) }).click();
    await expect(title(page, t)).toHaveValue(name);
    await expect(page.getByLabel(t.ask4)).toHaveValue('设置限速标志。');
    await fillProposal(page, t, name);
    await page.getByRole('button', { name: t.submit, exact: true }).click();
    await expectDone(page, t.submittedNotice);
    await expect(page.locator('.asks .ask')).toHaveCount(4);
  });

  test('a session that ended loses nothing', async ({ as, t }) => {
    const page = await as('d026');
    const name = freshTitle();
    await visit(page, '/proposals/new');
    await fillProposal(page, t, name);
    await page.context().clearCookies({ name: 'session' });
    await page.getByRole('button', { name: t.submit, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.signIn);
    await page.getByLabel(t.login).fill('d026');
    await page.getByLabel(t.password).fill('jianyi-demo');
    await page.getByRole('main').getByRole('button', { name: t.signIn }).click();
    await expectRefused(page, t.signedOut);
    await expect(title(page, t)).toHaveValue(name);
    await expect(problem(page, t)).toHaveValue(/下游村/);
    await expect(page.getByLabel(t.ask2)).toHaveValue(/硬化计划/);
    await page.getByRole('button', { name: t.submit, exact: true }).click();
    await expectDone(page, t.submittedNotice);
  });
});
