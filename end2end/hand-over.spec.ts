/** The hand-over meeting: units are proposed, the lists printed, and the papers handed over together. */
import { freshTitle, send, stepForm, submitProposal, expectDone, expectRefused } from './actions.js';
import { type Page, expect, expectAccessible, ready, test, visit } from './fixtures.js';
import type { Words } from './words.js';

/** A registered paper; answers its id and title. */
async function registered(deputy: Page, office: Page, t: Words) {
  const title = freshTitle();
  const address = await submitProposal(deputy, t, title);
  await visit(office, address);
  await send(await stepForm(office, 'register'));
  await expectDone(office, t.registeredNotice);
  return { id: address.split('/').pop() ?? '', title };
}

test('a meeting from the first suggestion to the sign-in sheet', async ({ deputy, office, t, faults }) => {
  faults.expect(422);
  const papers = [await registered(deputy, office, t), await registered(deputy, office, t)];
  await visit(office, '/desk');
  await office.getByRole('link', { name: t.prepareMeeting }).click();
  await expect(office.getByRole('heading', { level: 1 })).toHaveText(t.prepareMeeting);
  await expectAccessible(office);

  // The first is given to the unit that handled papers like it, with one click.
  const first = office.locator(`#paper-${papers[0].id}`);
  await first.locator('summary').click();
  await expect(first.locator('.like-cases li').first()).toBeVisible();
  await first.locator('button[name=take]').first().click();
  await expect(first.locator('input[type=checkbox]')).toBeChecked();
  await ready(office);
  // The second is planned with its form.
  const second = office.locator(`#paper-${papers[1].id}`);
  await second.getByRole('link', { name: new RegExp(papers[1].title) }).last().click();
  await expect(second.locator('select').first()).toBeVisible();
  await expectAccessible(office);
  await second.locator('select').first().selectOption('1');
  await second.getByRole('button', { name: t.saveUnits }).last().click();
  await expect(second.locator('input[type=checkbox]')).toBeChecked();
  await ready(office);

  await visit(office, '/hand-over/print');
  await expect(office.locator('.sheet').first()).toContainText(papers[0].title);
  await expectAccessible(office);

  await visit(office, '/hand-over?show=all');
  // Papers of other tests stay where they are.
  for (const box of await office.locator('.docket-tick input').all()) {
    const id = (await box.getAttribute('id')) ?? '';
    await box.setChecked(papers.some((paper) => id.endsWith(paper.id)));
  }
  const batch = office.locator('.batch');
  await batch.locator('button[type=submit]:not([hidden])').click();
  await expectRefused(office, t.needAttention);
  await expect(office.locator('.docket-tick input:checked')).toHaveCount(2);
  await expectAccessible(office);
  await batch.locator('input[type=text]').fill('县政府三楼会议室');
  await batch.locator('input[type=checkbox]').check();
  await batch.locator('button[type=submit]:not([hidden])').click();
  await expect(office).toHaveURL(/\/hand-over\/meetings\/\d+/);
  await expect(office.locator('.notice')).toContainText('2');
  await expect(office.locator('.sheet').first()).toContainText(papers[1].title);
  await expectAccessible(office);
  await visit(office, '/hand-over/meetings');
  await expectAccessible(office);
});
