// What is typed is not lost: on a slow line, when an answer does not come, in two windows, at a computer that others use,
// under an input method and behind a translator.
import { fillProposal, freshTitle, send, stepForm, submitProposal } from './actions.js';
import { type Page, expect, hasScript, ready, signIn, test, visit } from './fixtures.js';
import type { Words } from './words.js';

const state = (page: Page) => page.locator('.autosave');
const title = (page: Page, t: Words) => page.getByLabel(t.title, { exact: true });
const problem = (page: Page, t: Words) => page.getByLabel(t.problem, { exact: true });
const offers = (page: Page) => page.locator('[data-offer]');

test.beforeEach(() => test.skip(!hasScript(), 'without a script nothing is saved by itself'));

test('a save whose answer is lost is known again', async ({ as, t, faults }) => {
  faults.expect('offline');
  const page = await as('d093');
  const name = freshTitle();
  await visit(page, '/proposals/new');
  let lost = 0;
  await page.route('**/api/write', async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort('internetdisconnected');
  });
  await title(page, t).fill(name);
  await expect(state(page)).toContainText(t.savedHere);
  await problem(page, t).fill('写在没有收到回音以后。');
  await expect(state(page)).toHaveText(t.saved);
  await fillProposal(page, t, name);
  await expect(state(page)).toHaveText(t.saved);
  await page.getByRole('button', { name: t.submit, exact: true }).click();
  await expect(page.locator('.notice').filter({ hasText: t.submittedNotice })).toBeVisible();
  await ready(page);
  await visit(page, '/desk');
  await expect(page.getByRole('link', { name })).toHaveCount(1);
});

test('what one person wrote is offered to nobody else at the same computer', async ({ visitor: page, t, faults }) => {
  faults.expect('offline', 401);
  const name = freshTitle();
  await visit(page, '/sign-in');
  await signIn(page, t, 'd094');
  await visit(page, '/proposals/new');
  await page.route('**/api/write', (route) => route.abort('internetdisconnected'));
  await title(page, t).fill(name);
  await expect(state(page)).toContainText(t.savedHere);
  await visit(page, '/account');
  await page.unroute('**/api/write');
  const leave = async () => {
    await visit(page, '/account');
    await page.getByRole('button', { name: t.signOut, exact: true }).click();
    await expect(page.getByRole('link', { name: t.signIn })).toBeVisible();
    await visit(page, '/sign-in');
  };
  await leave();
  await signIn(page, t, 'd095');
  await visit(page, '/proposals/new');
  await expect(offers(page)).toHaveCount(0);
  await leave();
  await signIn(page, t, 'd094');
  await visit(page, '/proposals/new');
  await expect(offers(page)).toHaveCount(1);
  await expect(offers(page)).toContainText(name);
  // Typing on destroys nothing: it is still offered, and still there.
  await title(page, t).fill(freshTitle());
  await expect(state(page)).toHaveText(t.saved);
  await offers(page).getByRole('button', { name: t.restore, exact: true }).click();
  await expect(title(page, t)).toHaveValue(name);
  await expect(state(page)).toHaveText(t.saved);
});

test('two new drafts in two windows are two', async ({ as, t, faults }) => {
  faults.expect('offline');
  const first = await as('d096');
  const second = await first.context().newPage();
  const names = [freshTitle(), freshTitle()];
  await first.context().route('**/api/write', (route) => route.abort('internetdisconnected'));
  for (const [n, page] of [first, second].entries()) {
    await visit(page, '/proposals/new');
    await expect(offers(page)).toHaveCount(0);
    await title(page, t).fill(names[n] ?? '');
    await expect(state(page)).toContainText(t.savedHere);
  }
  await second.close();
  await visit(first, '/desk');
  await first.context().unroute('**/api/write');
  await visit(first, '/proposals/new');
  await expect(offers(first)).toHaveCount(2);
  for (const name of names) await expect(offers(first).filter({ hasText: name })).toHaveCount(1);
});

test('what was typed and chosen before the program came stays, and is saved', async ({ as, t }) => {
  const page = await as('d097');
  let come = () => {};
  const held = new Promise<void>((resolve) => (come = resolve));
  await page.route('**/pkg/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/proposals/new');
  await expect(state(page)).toBeHidden();
  const name = freshTitle();
  await fillProposal(page, t, name);
  const chosen = () => page.locator('#writing select').evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));
  const before = await chosen();
  expect(before.every((value) => value !== '')).toBe(true);
  await expect(state(page)).toBeHidden();
  come();
  await ready(page);
  await expect(state(page)).toHaveText(t.saved);
  expect(await chosen()).toEqual(before);
  await expect(title(page, t)).toHaveValue(name);
  await expect(page).toHaveURL(/\/edit$/);
  await page.reload();
  await ready(page);
  expect(await chosen()).toEqual(before);
});

test('an input method is left alone until it is done', async ({ as, t }) => {
  const page = await as('d098');
  await visit(page, '/proposals/new');
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/write')) sent.push(request.postData() ?? '');
  });
  await title(page, t).focus();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: "xiu'lu", selectionStart: 6, selectionEnd: 6 });
  await page.waitForTimeout(2_800);
  expect(sent).toEqual([]);
  await devtools.send('Input.insertText', { text: '修路的建议' });
  await expect(state(page)).toHaveText(t.saved);
  expect(sent.join()).not.toContain('xiu');
});

test('behind a translator states and counters still change', async ({ as, t }) => {
  const page = await as('d099');
  await visit(page, '/proposals/new');
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement?.closest('textarea, script, template, option')) continue;
      const wrapped = document.createElement('font');
      text.replaceWith(wrapped);
      wrapped.append(text);
    }
  });
  await title(page, t).fill(freshTitle());
  await expect(state(page)).toHaveText(t.saved);
  await problem(page, t).fill('土路');
  await expect(page.locator('#draft-problem-left')).toContainText('3998');
});

test('a character that nobody sees is no lost line', async ({ as, t }) => {
  const page = await as('d089');
  await visit(page, '/proposals/new');
  await title(page, t).fill(freshTitle());
  await problem(page, t).evaluate((area: HTMLTextAreaElement) => {
    area.value = '第一行\u000b第二行\u000c第三行\u2068张三\u2069说\u0007。';
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  await expect(state(page)).toHaveText(t.saved);
  await page.reload();
  await ready(page);
  await expect(problem(page, t)).toHaveValue('第一行\n第二行\n第三行张三说。');
});

test('a reason that was not sent is there again, for the same person alone', async ({ as, t }) => {
  const [deputy, office, other] = await Promise.all([as('d088'), as('office'), as('office2')]);
  const address = await submitProposal(deputy, t, freshTitle());
  await visit(office, address);
  const reason = (page: Page) => page.locator('#command-send_back-reason');
  await stepForm(office, 'send_back');
  await reason(office).fill('请写明具体路段和长度，再次提交。');
  await visit(office, '/desk');
  await visit(office, address);
  await expect(reason(office)).toBeVisible();
  await expect(reason(office)).toHaveValue('请写明具体路段和长度，再次提交。');
  await visit(other, address);
  await expect(reason(other)).toHaveValue('');
  await send(office.locator('#step-send_back'));
  await expect.poll(() => office.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await ready(office);
});
