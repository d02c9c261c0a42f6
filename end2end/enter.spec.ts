// The key that ends a line takes no step: neither in a field of one line nor on a choice, with a script and without.
import { fillProposal, freshTitle, stepForm, submitProposal } from './actions.js';
import { type Page, expect, hasScript, ready, test, visit } from './fixtures.js';

const notSent = /还没有提交|Not sent yet/;

/** Presses the key in every field of a form that it can end, and answers how many there were. */
async function endEachLine(page: Page, form: string): Promise<number> {
  const fields = page.locator(`${form} :is(input:not([type=hidden], [type=file]), select)`);
  const all = await fields.count();
  let ended = 0;
  for (let n = 0; n < all; n++) {
    const field = fields.nth(n);
    if (!(await field.isVisible())) continue;
    const before = new URL(page.url()).pathname;
    await field.press('Enter');
    ended++;
    // Where something had been sent, the page would be on its way now.
    if (hasScript()) continue;
    await page.waitForLoadState('load');
    expect(new URL(page.url()).pathname, form).toBe(before);
    expect(page.url(), form).not.toContain('done=');
    // On a choice Chromium presses what it finds: the server shows the form again, and says why.
    const refused = page.locator('#refused');
    if (await refused.count()) await expect(refused, form).toContainText(notSent);
  }
  await page.waitForTimeout(300);
  await ready(page);
  expect(page.url(), form).not.toContain('done=');
  if (hasScript()) await expect(page.locator('#refused'), form).toHaveCount(0);
  return ended;
}

test('a proposal is not handed in by the key that ends a line', async ({ as, t }) => {
  const page = await as('d090');
  await visit(page, '/proposals/new');
  await fillProposal(page, t, freshTitle());
  await page.getByRole('button', { name: t.saveDraft, exact: true }).click();
  await expect(page.locator('.notice').filter({ hasText: t.draftSaved })).toBeVisible();
  await ready(page);
  expect(await endEachLine(page, '#writing')).toBeGreaterThan(5);
  await visit(page, page.url().replace(/\/edit.*/, ''));
  await expect(page.getByRole('link', { name: t.goOn })).toBeVisible();
});

test('nobody is invited by looking for a name', async ({ as, t, scripted }) => {
  const page = await as('d091');
  await visit(page, '/proposals/new');
  await fillProposal(page, t, freshTitle());
  await page.getByRole('button', { name: t.saveAndInvite, exact: true }).click();
  const form = await stepForm(page, 'invite');
  await ready(page);
  await form.locator('details').first().locator('summary').click();
  await form.getByRole('checkbox').first().check();
  if (scripted) {
    const finder = form.getByRole('searchbox');
    await finder.fill('张');
    await expect(form.locator('li.tick:visible').first()).toContainText('张');
    await finder.press('Enter');
  }
  await endEachLine(page, '#step-invite form');
  await expect(page.locator('#step-invite')).toBeVisible();
});

test('no step of an office or a unit is taken by the key that ends a line', async ({ as, t }) => {
  const [deputy, office] = await Promise.all([as('d092'), as('office')]);
  const papers: [Page, string][] = [[office, await submitProposal(deputy, t, freshTitle())]];
  // A paper that waits for a rating, for a unit, for the head of a unit.
  for (const login of ['deputy', 'jiaotong', 'jiaotong-head']) {
    const page = await as(login);
    await visit(page, '/desk');
    const link = page.locator('main a[href*="#step-"]').first();
    papers.push([page, (await link.getAttribute('href')) ?? '']);
  }
  for (const [page, address] of papers) {
    await visit(page, address);
    const steps = await page.locator('details.step').evaluateAll((steps) => steps.map((step) => step.id));
    expect(steps.length, address).toBeGreaterThan(0);
    for (const id of steps) {
      await stepForm(page, id.replace('step-', ''));
      await endEachLine(page, `#${id} form`);
    }
  }
});

test('what an administrator changes is not changed by the key that ends a line', async ({ as }) => {
  const page = await as('admin');
  for (const address of ['/accounts/term', '/account/notices']) {
    await visit(page, address);
    await endEachLine(page, 'main form');
  }
});
