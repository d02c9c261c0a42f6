/** What helps while writing: papers that are alike, hints, guidance, the village, and earlier versions. */
import { expectDone, expectRefused, fillProposal, freshTitle } from './actions.js';
import { type Page, expect, expectAccessible, ready, test, visit } from './fixtures.js';
import type { Words } from './words.js';

const title = (page: Page, t: Words) => page.getByLabel(t.title, { exact: true });
const problem = (page: Page, t: Words) => page.getByLabel(t.problem, { exact: true });
const state = (page: Page) => page.locator('.autosave');
const alike = (page: Page) => page.locator('.alike');
const hints = (page: Page) => page.locator('.advice p');
const save = (page: Page, t: Words) => page.getByRole('button', { name: t.saveDraft }).click();

/** The title of a public proposal with a reply, and its number. */
async function answered(page: Page): Promise<{ name: string; number: string }> {
  await visit(page, '/');
  const row = page.locator('li', { has: page.locator('.number') }).filter({ hasText: '17-1-' }).first();
  return { name: await row.getByRole('link').first().innerText(), number: await row.locator('.number').innerText() };
}

test('papers like the draft are shown with what was answered', async ({ as, t, scripted }) => {
  const page = await as('d050');
  const { name, number } = await answered(page);
  await visit(page, '/proposals/new');
  await expect(alike(page)).toHaveCount(0);
  await title(page, t).fill(name);
  if (scripted) {
    // With a script they come by themselves once the typing rests.
    await expect(state(page)).toHaveText(t.saved);
  } else {
    await save(page, t);
    await expectDone(page, t.draftSaved);
  }
  await expect(alike(page).locator('h2')).toContainText(t.similar);
  const first = alike(page).getByRole('listitem').filter({ hasText: number }).first();
  await expect(first).toBeVisible();
  const reply = first.locator('details');
  await reply.locator('summary').click();
  await expect(reply.locator('ol li').first()).toBeVisible();
  await expectAccessible(page);
  if (scripted) {
    // What was unfolded stays so while one goes on writing, and nothing stands in the way.
    await problem(page, t).fill('雨天走不了车。');
    await expect(state(page)).toHaveText(t.saving);
    await expect(state(page)).toHaveText(t.saved);
    await expect(reply).toHaveAttribute('open', '');
    await expect(problem(page, t)).toHaveValue('雨天走不了车。');
  }
  // The page that comes with them is taken over too.
  await visit(page, page.url());
  await expect(first).toBeVisible();
  await title(page, t).fill(`${name}（补充）`);
  if (scripted) await expect(state(page)).toHaveText(t.saved);
});

test('hints stand beside the fields and keep nobody from handing in', async ({ as, t, scripted }) => {
  const page = await as('d051');
  await visit(page, '/proposals/new');
  await expect(hints(page)).toHaveCount(0);
  await fillProposal(page, t, '关于硬化下游村道路和增加小学教师的建议');
  await page.getByLabel(t.ask2).fill('请有关部门高度重视');
  if (!scripted) {
    await save(page, t);
    await expectDone(page, t.draftSaved);
  }
  await expect(hints(page)).toHaveCount(2);
  await expect(hints(page).nth(0)).toContainText(t.severalMatters);
  await expect(hints(page).nth(1)).toContainText('“高度重视”');
  await expectAccessible(page);
  if (scripted) {
    await page.getByLabel(t.ask2).fill('请交通运输局在2027年6月底前公布开工时间');
    await expect(hints(page)).toHaveCount(1);
  }
  await page.getByLabel(t.noInterest).uncheck();
  await page.getByRole('button', { name: t.submit, exact: true }).click();
  await expectRefused(page, t.needAttention);
  await expect(hints(page).first()).toContainText(t.severalMatters);
  await page.getByLabel(t.noInterest).check();
  await page.getByRole('button', { name: t.submit, exact: true }).click();
  await expectDone(page, t.submittedNotice);
});

test('the guidance shows a poor and a good example', async ({ as, t }) => {
  const page = await as('d052');
  await visit(page, '/proposals/new');
  await page.getByText(t.guide).click();
  await expect(page.locator('.example-poor')).toBeVisible();
  await expect(page.locator('.example-good')).toContainText(/3\.2/);
  await expectAccessible(page);
});

test('the village is kept and shown', async ({ as, t }) => {
  const page = await as('d053');
  await visit(page, '/proposals/new');
  await fillProposal(page, t, freshTitle());
  await page.getByLabel(t.village).fill('下游村东头');
  await save(page, t);
  await expectDone(page, t.draftSaved);
  await expect(page.getByLabel(t.village)).toHaveValue('下游村东头');
  await page.getByRole('button', { name: t.submit, exact: true }).click();
  await expectDone(page, t.submittedNotice);
  await expect(page.locator('.beside .facts')).toContainText('下游村东头');
});

test('an earlier version is compared and brought back', async ({ as, t }) => {
  const page = await as('d054');
  const name = freshTitle();
  await visit(page, '/proposals/new');
  await title(page, t).fill(name);
  await problem(page, t).fill('第一稿写了很多情况。');
  await save(page, t);
  await expectDone(page, t.draftSaved);
  const address = new URL(page.url()).pathname;
  await visit(page, address);
  await problem(page, t).fill('第二稿只写一句。');
  await save(page, t);
  await expectDone(page, t.draftSaved);
  await page.getByRole('link', { name: t.versions }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.versions);
  await expectAccessible(page);
  await page.locator('.versions a').last().click();
  await expect(page.locator('del').filter({ hasText: /情况/ }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: t.restoreVersion }).click();
  await expectDone(page, t.draftSaved);
  await expect(problem(page, t)).toHaveValue('第一稿写了很多情况。');
  // Nothing is lost by bringing one back.
  await page.getByRole('link', { name: t.versions }).click();
  await expect(page.locator('.versions')).toContainText(t.keptRestored);
  const lines = await page.locator('.versions li').count();
  expect(lines).toBeGreaterThanOrEqual(3);
});

test('a version is not brought back over a newer text', async ({ as, t, faults }) => {
  faults.expect(409);
  const page = await as('d055');
  await visit(page, '/proposals/new');
  await title(page, t).fill(freshTitle());
  await problem(page, t).fill('第一稿。');
  await save(page, t);
  await expectDone(page, t.draftSaved);
  const address = new URL(page.url()).pathname;
  await visit(page, address);
  await problem(page, t).fill('第二稿。');
  await save(page, t);
  await expectDone(page, t.draftSaved);
  const other = await page.context().newPage();
  await visit(other, address.replace('/edit', '/versions'));
  await other.locator('.versions a').last().click();
  await expect(other.getByRole('button', { name: t.restoreVersion })).toBeVisible();
  await ready(other);
  await visit(page, address);
  await problem(page, t).fill('第三稿，在另一个窗口写的。');
  await save(page, t);
  await expectDone(page, t.draftSaved);
  await other.getByRole('button', { name: t.restoreVersion }).click();
  await expectRefused(other, t.changedElsewhere);
  await page.reload();
  await expect(problem(page, t)).toHaveValue('第三稿，在另一个窗口写的。');
});

test('what is typed into the new fields survives a lost line and an ended session', async ({ as, t, faults, scripted }) => {
  faults.expect('offline', 401);
  const page = await as('d056');
  await visit(page, '/proposals/new');
  await fillProposal(page, t, freshTitle());
  await page.getByLabel(t.village).fill('下游村');
  if (scripted) {
    await expect(state(page)).toHaveText(t.saved);
    await page.route('**/api/write', (route) => route.abort('internetdisconnected'));
    await page.getByLabel(t.village).fill('下游村西头');
    await expect(state(page)).toContainText(t.savedHere);
    const address = new URL(page.url()).pathname;
    await visit(page, '/desk');
    await page.unroute('**/api/write');
    await visit(page, address);
    await page.getByRole('button', { name: t.restore, exact: true }).click();
    await expect(page.getByLabel(t.village)).toHaveValue('下游村西头');
    await expect(state(page)).toHaveText(t.saved);
    await page.reload();
    await ready(page);
    await expect(page.getByLabel(t.village)).toHaveValue('下游村西头');
    return;
  }
  await page.context().clearCookies({ name: 'session' });
  await page.getByRole('button', { name: t.submit, exact: true }).click();
  await page.getByLabel(t.login).fill('d056');
  await page.getByLabel(t.password).fill('jianyi-demo');
  await page.getByRole('main').getByRole('button', { name: t.signIn }).click();
  await expectRefused(page, t.signedOut);
  await expect(page.getByLabel(t.village)).toHaveValue('下游村');
});
