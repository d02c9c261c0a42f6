/** A unit's papers: what waits and what stands in the way; what is new is accepted together. */
import { expectDone, expectRefused, freshTitle, send, stepForm, submitProposal } from './actions.js';
import { type Locator, type Page, expect, expectAccessible, ready, test, visit } from './fixtures.js';
import type { Words } from './words.js';

/** A paper that was just handed over to the transport bureau. Answers its title. */
async function handedOver(deputy: Page, office: Page, t: Words): Promise<string> {
  const title = freshTitle();
  const address = await submitProposal(deputy, t, title);
  await visit(office, address);
  await send(await stepForm(office, 'register'));
  await expectDone(office, t.registeredNotice);
  const assign = await stepForm(office, 'assign');
  await assign.getByLabel(t.leadUnit).selectOption({ label: t.transport });
  await send(assign);
  await expectDone(office, t.assignedNotice);
  return title;
}

/** A paper's line, on whichever page of the list it stands. */
async function line(page: Page, t: Words, title: string): Promise<Locator> {
  const found = page.locator('.papers > li').filter({ hasText: title });
  for (let pages = 0; pages < 20 && !(await found.isVisible()); pages++) {
    const next = await page.getByRole('link', { name: t.nextPage, exact: true }).getAttribute('href');
    await visit(page, next ?? '/unit');
  }
  return found;
}

test('a clerk accepts two papers together, after a colleague was first with a third', async ({ deputy, office, clerk, head, t, faults }) => {
  test.setTimeout(240_000);
  faults.expect(422);
  const [one, two, three] = [await handedOver(deputy, office, t), await handedOver(deputy, office, t), await handedOver(deputy, office, t)];
  await visit(clerk, '/desk');
  await clerk.getByRole('link', { name: t.unitPapers }).click();
  await expect(clerk.getByRole('heading', { level: 1 })).toHaveText(t.unitPapers);
  await ready(clerk);
  await expectAccessible(clerk);

  await line(clerk, t, three);
  await clerk.locator('.batch button[type=submit]:not([hidden])').click();
  await expectRefused(clerk, t.needAttention);
  await expect(clerk.locator('.batch')).toContainText(t.tickOne);
  await expectAccessible(clerk);

  // Whatever the head accepts meanwhile, the clerk is told, and nothing is half done.
  await visit(head, '/unit');
  await (await line(head, t, three)).getByRole('checkbox').check();
  await head.locator('.batch button[type=submit]:not([hidden])').click();
  await expect(head.locator('.notice')).toBeVisible();
  for (const title of [one, two, three]) await (await line(clerk, t, title)).getByRole('checkbox').check();
  await clerk.locator('.batch button[type=submit]:not([hidden])').click();
  await expectRefused(clerk, t.needAttention);
  await expect(await line(clerk, t, three)).toContainText(t.paperMoved);
  for (const title of [one, two]) await expect((await line(clerk, t, title)).getByRole('checkbox')).toBeChecked();
  await expectAccessible(clerk);

  await clerk.locator('.batch button[type=submit]:not([hidden])').click();
  await expectDone(clerk, t.acceptedTwo);
  const done = await line(clerk, t, one);
  await expect(done.getByRole('checkbox')).toHaveCount(0);
  await expect(done).toContainText(t.stageHandling);
  await expectAccessible(clerk);
});

test('what has ended stands apart', async ({ clerk, t }) => {
  await visit(clerk, '/unit');
  await clerk.getByRole('link', { name: t.unitClosed, exact: true }).click();
  await expect(clerk).toHaveURL(/closed=yes/);
  await expect(clerk.getByRole('checkbox')).toHaveCount(0);
  await expectAccessible(clerk);
});
