/** Following without an account, and passing on. */
import { choose, expectRefused } from './actions.js';
import { expect, expectAccessible, type Page, ready, test, visit } from './fixtures.js';

/** A public proposal's page. */
const openProposal = async (page: Page) => {
  await visit(page, '/proposals?stage=replied');
  const address = await page.locator('main .rows > li').first().getByRole('link').first().getAttribute('href');
  await visit(page, address ?? '');
  return address ?? '';
};

test('I ask for mail about a proposal, and a wrong address is kept for me to mend', async ({ visitor, t, faults }) => {
  faults.expect(422);
  await openProposal(visitor);
  const follow = visitor.locator('#follow');
  await expect(follow.getByRole('heading', { level: 2 })).toHaveText(t.follow);
  await follow.getByText(t.followByMail, { exact: true }).click();
  await expectAccessible(visitor);
  // The browser's own check would come first and speak its own language.
  await follow.locator('form').evaluate((form: HTMLFormElement) => form.setAttribute('novalidate', '')).catch(() => undefined);
  await follow.getByLabel(t.email).fill('wang@localhost');
  await choose(visitor, t.mailWhen, t.followAtOnce);
  await follow.getByRole('button', { name: t.followAsk }).click();
  await expectRefused(visitor, t.needAttention);
  await expect(follow.getByLabel(t.email)).toHaveValue('wang@localhost');
  await expect(follow.getByLabel(t.followAtOnce)).toBeChecked();
  await expectAccessible(visitor);
  await follow.getByLabel(t.email).fill('wang.li@example.cn');
  await follow.getByRole('button', { name: t.followAsk }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.followSent);
  await expectAccessible(visitor);
});

test('a narrowed list can be followed', async ({ visitor, t }) => {
  await visit(visitor, '/proposals?topic=water');
  const follow = visitor.locator('#follow');
  await expect(follow.locator('input[name="follow[what]"]')).toHaveValue('list:topic=water');
  await expect(follow.getByRole('link', { name: t.feed })).toHaveAttribute('href', /^\/feeds\/proposals\.atom\?topic=water/);
  await expectAccessible(visitor);
});

test('a search, a unit and a deputy can be followed', async ({ visitor, t }) => {
  const follow = visitor.locator('#follow');
  const what = follow.locator('input[name="follow[what]"]');
  await visit(visitor, '/proposals?q=道路');
  await expect(what).toHaveValue(/^list:.*q=%E9%81%93%E8%B7%AF/);
  const feed = await follow.getByRole('link', { name: t.feed }).getAttribute('href');
  expect(await (await visitor.request.get(feed ?? '')).text()).toContain('<entry>');
  await visit(visitor, '/units/1');
  await expect(what).toHaveValue('unit:1');
  await expect(follow.getByRole('link', { name: t.datesFile })).toBeVisible();
  await visit(visitor, '/deputies');
  await visitor.getByRole('table').getByRole('link').first().click();
  await expect(what).toHaveValue(/^deputy:/);
  await expectAccessible(visitor);
});

test('links that are wrong or were used say what to do', async ({ visitor, t, faults }) => {
  faults.expect(404);
  await visit(visitor, '/follow/confirm/0000');
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.followExpired);
  await expectAccessible(visitor);
  await visit(visitor, '/follow/leave/0000');
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.followExpired);
  await expectAccessible(visitor);
});

test('feed and calendar of a proposal open', async ({ visitor, t }) => {
  await openProposal(visitor);
  for (const [name, kind] of [[t.feed, 'application/atom+xml'], [t.datesFile, 'text/calendar']] as const) {
    const link = visitor.locator('#follow').getByRole('link', { name });
    const answer = await visitor.request.get((await link.getAttribute('href')) ?? '');
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-type']).toContain(kind);
  }
});

test('I pass a proposal on', async ({ visitor, t, scripted }) => {
  const address = await openProposal(visitor);
  await ready(visitor);
  const share = visitor.locator('#share');
  await share.getByText(t.shareText, { exact: true }).click();
  const text = await share.locator('.share-text').innerText();
  const short = text.match(/\/p\/\S+$/)?.[0] ?? '';
  const answer = await visitor.request.get(encodeURI(short), { maxRedirects: 0 });
  expect(answer.status()).toBe(308);
  expect(answer.headers()['location']).toBe(address);
  await expect(share.locator('img')).toHaveJSProperty('complete', true);
  const copy = share.getByRole('button', { name: t.copyText });
  if (scripted) {
    await copy.click();
    await expect(share.getByRole('status')).toHaveText(t.copied);
  } else {
    await expect(copy).toHaveCount(0);
  }
  await expectAccessible(visitor);
});
