/** What anybody sees, and how anybody gets about. */
import { expect, expectAccessible, type Page, ready, test, visit } from './fixtures.js';
import type { Words } from './words.js';

const rows = (page: Page) => page.locator('main .rows > li');

test('home', async ({ visitor, t }) => {
  await visit(visitor, '/');
  await expect(visitor.locator('html')).toHaveAttribute('lang', t.lang);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.homeHeading);
  await expect(visitor.locator('.figures .figure')).toHaveCount(4);
  await expectAccessible(visitor);
  for (const fold of await visitor.locator('main details:not([open]) summary').all()) await fold.click();
  await expect(visitor.getByRole('main').getByRole('table')).toHaveCount(2);
  await expectAccessible(visitor);
  // A number opens its list, which has the papers of other sessions too.
  const number = visitor.locator('.bars .count a').first();
  const count = Number(await number.innerText());
  await number.click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.listHeading);
  expect(Number((await visitor.locator('.found b').innerText()).match(/\d+/)?.[0])).toBeGreaterThanOrEqual(count);
});

test('about', async ({ visitor, t }) => {
  await visit(visitor, '/');
  await visitor.getByRole('navigation').getByRole('link', { name: t.about, exact: true }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.aboutHeading);
  await expect(visitor).toHaveTitle(new RegExp(`^${t.about} · `));
  await expectAccessible(visitor);
});

test('wrong addresses', async ({ visitor, t, faults }) => {
  faults.expect(404);
  for (const address of ['/no-such-page', '/proposals/nonsense', '/proposals/00000000-0000-7000-8000-000000000000']) {
    const response = await visit(visitor, address);
    expect(response?.status()).toBe(404);
    await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.notFound);
    await expectAccessible(visitor);
  }
  await visitor.getByRole('main').getByRole('link', { name: t.toList }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(t.listHeading);
});

test.describe('the list', () => {
  const narrowed = (page: Page) => page.locator('.found');

  const narrow = async (page: Page, t: Words, label: string, option: string) => {
    const form = page.locator('.narrowing');
    if ((await form.getAttribute('open')) === null) await form.getByText(t.filter, { exact: true }).click();
    const choice = form.getByLabel(label, { exact: true });
    // Its words may be followed by how many papers it leaves.
    const value = await choice.locator('option', { hasText: option }).first().getAttribute('value');
    await choice.selectOption(value ?? option);
    await form.getByRole('button', { name: t.apply }).click();
    await expect(narrowed(page)).toContainText(option);
    await ready(page);
  };

  test('is narrowed by each filter', async ({ visitor, t }) => {
    await visit(visitor, '/proposals');
    await expectAccessible(visitor);
    const count = async () => Number((await narrowed(visitor).locator('b').innerText()).match(/\d+/)?.[0]);
    const all = await count();

    await narrow(visitor, t, t.status, t.stageClosed);
    await expectAccessible(visitor);
    expect(await count()).toBeLessThan(all);
    for (const tag of await rows(visitor).locator('.tag').allInnerTexts()) expect(tag.trim()).toBe(t.stageClosed);

    // Filters add up, and each narrowed list has an address.
    await narrow(visitor, t, t.unit, t.transport);
    await expect(visitor).toHaveURL(/stage=closed.*unit=1/);
    await expect(narrowed(visitor)).toContainText(t.stageClosed);
    // Some of them it leads, with others it assists.
    await expect(rows(visitor).filter({ hasText: t.transport }).first()).toBeVisible();

    await visitor.getByRole('link', { name: t.clear }).click();
    await expect(visitor.getByRole('link', { name: t.clear })).toHaveCount(0);
    // Another test may have registered a proposal meanwhile.
    expect(await count()).toBeGreaterThanOrEqual(all);
    await ready(visitor);
    await expect(visitor.locator('#stage')).toHaveValue('');

    await narrow(visitor, t, t.topic, t.water);
    await expect(visitor).toHaveURL(/topic=water/);
    expect(await rows(visitor).count()).toBeGreaterThan(0);
    await visit(visitor, '/proposals');
    await narrow(visitor, t, t.place, t.township);
    await expect(visitor).toHaveURL(/township=6/);
    expect(await rows(visitor).count()).toBeGreaterThan(0);
    await visit(visitor, '/proposals');
    await narrow(visitor, t, t.place, t.wholeCounty);
    await expect(visitor).toHaveURL(/township=none/);
    expect(await rows(visitor).count()).toBeGreaterThan(0);
    await visit(visitor, '/proposals?year=1999&topic=nonsense');
    await expect(visitor.locator('.notice')).toContainText('topic=nonsense');
    await expect(visitor.locator('.empty')).toContainText(t.nothing);
    await expect(visitor.locator('#year')).toHaveValue('1999');
    await expectAccessible(visitor);
  });

  test('goes page by page', async ({ visitor, t }) => {
    await visit(visitor, '/proposals');
    const title = (page: Page) => rows(page).first().getByRole('link').first().innerText();
    const first = await title(visitor);
    await expect(visitor.getByRole('link', { name: t.firstPage })).toHaveCount(0);
    await visitor.getByRole('link', { name: t.nextPage }).click();
    await expect(visitor.getByRole('link', { name: t.firstPage })).toBeVisible();
    await ready(visitor);
    expect(await title(visitor)).not.toBe(first);
    await expectAccessible(visitor);
    await visitor.getByRole('link', { name: t.firstPage }).click();
    await expect(visitor.getByRole('link', { name: t.firstPage })).toHaveCount(0);
    await expect(visitor.getByRole('link', { name: first, exact: true }).first()).toBeVisible();
    // To the end: the last page has no next.
    for (let pages = 0; pages < 40 && (await visitor.getByRole('link', { name: t.nextPage }).count()) > 0; pages++) {
      const link = rows(visitor).first().getByRole('link').first();
      const address = (await link.getAttribute('href')) ?? '';
      await visitor.getByRole('link', { name: t.nextPage }).click();
      await expect(link).not.toHaveAttribute('href', address);
      await ready(visitor);
    }
    expect(await rows(visitor).count()).toBeGreaterThan(0);
    await expect(visitor.getByRole('link', { name: t.nextPage })).toHaveCount(0);
  });

  test('codes that mean nothing narrow nothing', async ({ visitor }) => {
    await visit(visitor, '/proposals?stage=draft&topic=x&unit=x&year=soon&after=nonsense');
    expect(await rows(visitor).count()).toBeGreaterThan(5);
  });
});

test('a proposal', async ({ visitor, t }) => {
  await visit(visitor, '/proposals?stage=tracking');
  await rows(visitor).first().getByRole('link').first().click();
  await expect(visitor.locator('.status-sentence')).toBeVisible();
  await ready(visitor);
  await expectAccessible(visitor);
  await expect(visitor.locator('.reply')).toHaveCount(1);
  await expect(visitor.locator('.timeline .entry').first()).toBeVisible();
  const folded = visitor.locator('main details:not([open]) > summary:visible');
  while ((await folded.count()) > 0) await folded.first().click();
  await expectAccessible(visitor);
  // Nobody in particular can do nothing in particular.
  await expect(visitor.locator('.steps-open')).toHaveCount(0);
  await expect(visitor.locator('.tag').first()).toHaveText(t.stageTracking);
});

test('a deep link works by itself', async ({ visitor, as }) => {
  await visit(visitor, '/proposals?stage=replied');
  const link = rows(visitor).first().getByRole('link').first();
  const [title, address] = [await link.innerText(), await link.getAttribute('href')];
  const other = await as('');
  const response = await visit(other, address ?? '');
  expect(response?.status()).toBe(200);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(title);
});

test('the keyboard reaches the way past the header first', async ({ visitor, t }) => {
  await visit(visitor, '/proposals');
  await visitor.keyboard.press('Tab');
  const skip = visitor.getByRole('link', { name: t.skip });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await expectAccessible(visitor);
  await visitor.keyboard.press('Enter');
  await expect(visitor).toHaveURL(/#main$/);
  await visitor.keyboard.press('Tab');
  await expect(visitor.locator('main :focus')).toHaveCount(1);
  // Every link and field from here on shows that it has the focus.
  for (let n = 0; n < 8; n++) {
    const focused = visitor.locator(':focus');
    expect(await focused.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe('none');
    await visitor.keyboard.press('Tab');
  }
});

test('another language is the same page', async ({ visitor, t }) => {
  await visit(visitor, '/proposals?stage=closed&topic=roads');
  const count = await rows(visitor).count();
  await visitor.getByRole('button', { name: t.otherLanguage, exact: true }).click();
  await expect(visitor.locator('html')).not.toHaveAttribute('lang', t.lang);
  await ready(visitor);
  expect(new URL(visitor.url()).search).toBe('?stage=closed&topic=roads');
  await expect(rows(visitor)).toHaveCount(count);
  await expectAccessible(visitor);
  // It stays, on every page.
  await visit(visitor, '/about');
  await expect(visitor.locator('html')).not.toHaveAttribute('lang', t.lang);
});

for (const wish of ['large', 'dark'] as const) {
  test(`${wish} pages`, async ({ visitor, t }) => {
    await visit(visitor, '/');
    await visitor.getByRole('button', { name: t[wish], exact: true }).click();
    await expect(visitor.locator(`html[data-${wish === 'large' ? 'size' : 'theme'}="${wish}"]`)).toBeAttached();
    await ready(visitor);
    await expect(visitor.getByRole('button', { name: t[wish], exact: true })).toHaveAttribute('aria-pressed', 'true');
    // Each page in each appearance: matrix.spec.ts.
    await expectAccessible(visitor);
  });
}

test('with a script, no page is loaded anew, and the back button works', async ({ deputy, t, scripted }) => {
  test.skip(!scripted, 'without a script every page is loaded');
  const page = deputy;
  await visit(page, '/');
  await page.evaluate(() => Object.assign(window, { mark: 'still here' }));
  const marked = async () => expect(await page.evaluate(() => (window as { mark?: string }).mark)).toBe('still here');
  const heading = page.getByRole('heading', { level: 1 });
  const menu = page.getByRole('navigation').first();

  await menu.getByRole('link', { name: t.proposals, exact: true }).click();
  await expect(heading).toHaveText(t.listHeading);
  await marked();
  await page.getByRole('link', { name: t.nextPage }).click();
  await expect(page.getByRole('link', { name: t.firstPage })).toBeVisible();
  await marked();
  const link = rows(page).nth(2).getByRole('link').first();
  const title = await link.innerText();
  await link.click();
  await expect(heading).toHaveText(title);
  await expect(page).toHaveTitle(new RegExp(`^${title} · `));
  await marked();
  await menu.getByRole('link', { name: t.desk }).click();
  await expect(heading).toHaveText(t.waiting);
  await marked();
  await page.getByRole('link', { name: t.writeNew }).click();
  await expect(heading).toHaveText(t.write);
  await marked();

  await page.goBack();
  await expect(heading).toHaveText(t.waiting);
  await page.goBack();
  await expect(heading).toHaveText(title);
  await page.goBack();
  await expect(page.getByRole('link', { name: t.firstPage })).toBeVisible();
  await expect(page.getByRole('link', { name: title, exact: true }).first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('link', { name: t.firstPage })).toHaveCount(0);
  await page.goBack();
  await expect(heading).toHaveText(t.homeHeading);
  await marked();
  await page.goForward();
  await expect(heading).toHaveText(t.listHeading);
  await marked();
});

test('what is no page is left to the browser, and this page waits no more', async ({ visitor, scripted }) => {
  test.skip(!scripted, 'without a script the browser does it all');
  await visit(visitor, '/about');
  await visitor.evaluate(() => {
    const link = document.createElement('a');
    Object.assign(link, { id: 'file', href: '/units/1/dates.ics', textContent: 'dates.ics' });
    document.querySelector('main')?.append(link);
  });
  const download = visitor.waitForEvent('download');
  await visitor.locator('#file').click();
  expect((await download).suggestedFilename()).toBe('dates.ics');
  await expect(visitor.locator('html[data-waiting]')).toHaveCount(0);
});
