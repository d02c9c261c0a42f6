/** Deputies sign the very text that they have read; an edit asks them again; a paper is taken back by all who signed. */
import { expectDone, expectRefused, fillProposal, freshTitle, send, stepForm, submitProposal } from './actions.js';
import { type Page, expect, expectAccessible, ready, test, visit } from './fixtures.js';
import type { Words } from './words.js';

/** The name of whoever is signed in. */
async function nameOf(page: Page): Promise<string> {
  return (await page.locator('header .me').innerText()).trim();
}

/** Ticks deputies in the form that asks for signatures. */
async function tick(page: Page, t: Words, scripted: boolean, names: string[]) {
  const form = await stepForm(page, 'invite');
  for (const name of names) {
    const delegation = form.locator('details', { has: page.getByLabel(name, { exact: true }) });
    if (scripted) await form.getByLabel(t.findDeputy).fill(name);
    else if ((await delegation.getAttribute('open')) === null) await delegation.locator('summary').click();
    await form.getByLabel(name, { exact: true }).check();
  }
  return form;
}

/** The lead deputy writes, and asks for signatures. Answers the paper's address. */
async function invite(lead: Page, t: Words, scripted: boolean, title: string, names: string[]): Promise<string> {
  await visit(lead, '/proposals/new');
  await fillProposal(lead, t, title);
  await lead.getByRole('button', { name: t.saveAndInvite }).click();
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText(title);
  await ready(lead);
  await send(await tick(lead, t, scripted, names));
  await expectDone(lead, t.invitedNotice);
  return new URL(lead.url()).pathname;
}

test('a text is signed, edited, signed again and handed in with its signatures', async ({ as, office, visitor, t, scripted, faults }) => {
  test.setTimeout(240_000);
  faults.expect(404, 422);
  const [lead, first, second] = await Promise.all([as('d003'), as('d004'), as('d005')]);
  const names = await Promise.all([first, second].map(nameOf));
  const title = freshTitle();
  let address = '';

  await test.step('whoever asks nobody is told so', async () => {
    await visit(lead, '/proposals/new');
    await expectAccessible(lead);
    await fillProposal(lead, t, title);
    await lead.getByRole('button', { name: t.saveAndInvite }).click();
    await expect(lead.getByRole('heading', { level: 1 })).toHaveText(title);
    await ready(lead);
    await expectAccessible(lead);
    await send(await stepForm(lead, 'invite'));
    await expectRefused(lead, t.needAttention);
    await expectAccessible(lead);
  });

  await test.step('the lead deputy asks two by name', async () => {
    await send(await tick(lead, t, scripted, names));
    await expectDone(lead, t.invitedNotice);
    address = new URL(lead.url()).pathname;
    await expect(lead.locator('.tag').filter({ hasText: t.stageCoSigning }).first()).toBeVisible();
    await expect(lead.locator('.signers').getByText(t.stateInvited)).toHaveCount(2);
    await expectAccessible(lead);
  });

  await test.step('nobody else sees it', async () => {
    for (const page of [visitor, office]) {
      await visit(page, address);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.notFound);
    }
  });

  await test.step('two answer at once from their desks: one signs, one declines', async () => {
    for (const page of [first, second]) {
      await visit(page, '/desk');
      await expectAccessible(page);
      await page.getByRole('link', { name: title, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      await ready(page);
      await expectAccessible(page);
    }
    await Promise.all([
      stepForm(first, 'co_sign').then(send),
      stepForm(second, 'decline_invitation').then(send),
    ]);
    await expectDone(first, t.coSignedNotice);
    await expectAccessible(first);
    await visit(second, address);
    await expect(second.getByRole('heading', { level: 1 })).toHaveText(t.notFound);
    await visit(lead, address);
    await expect(lead.locator('.signing')).toContainText(t.signaturesTwo);
    await expect(lead.locator('.signers').getByText(t.stateDeclined)).toBeVisible();
  });

  await test.step('an edit asks whoever has signed again, and shows what changed', async () => {
    await send(await stepForm(lead, 'reopen'));
    await expectDone(lead, t.reopenedNotice);
    await visit(lead, `${address}/edit`);
    await lead.getByLabel(t.ask1, { exact: true }).fill('今年十月底前完成路基整修，先保证雨天通行。');
    await lead.getByRole('button', { name: t.saveAndInvite }).click();
    await expect(lead.getByRole('heading', { level: 1 })).toHaveText(title);
    await ready(lead);
    await send(await stepForm(lead, 'invite'));
    await expectDone(lead, t.invitedNotice);
    await visit(first, address);
    await expect(first.locator('.changes ins')).toContainText('十月底');
    await expect(first.getByRole('heading', { name: t.changesHeading })).toBeVisible();
    await expectAccessible(first);
    await send(await stepForm(first, 'co_sign'));
    await expectDone(first, t.coSignedNotice);
  });

  await test.step('it is handed in, registered, and shows who signed', async () => {
    await visit(lead, address);
    await send(await stepForm(lead, 'submit'));
    await expectDone(lead, t.submittedNotice);
    await visit(office, address);
    await send(await stepForm(office, 'register'));
    await expectDone(office, t.registeredNotice);
    await visit(visitor, address);
    const facts = visitor.locator('.beside .facts').first();
    await expect(facts).toContainText(t.coSigners);
    await expect(facts).toContainText(names[0] ?? '');
    await expect(visitor.locator('main')).not.toContainText(names[1] ?? '');
    await expectAccessible(visitor);
    await visit(first, '/desk');
    await expect(first.getByRole('heading', { name: t.signedByMe })).toBeVisible();
  });
});

test('a confirmation of a text that was changed meanwhile is refused', async ({ as, t, scripted, faults }) => {
  faults.expect(404, 409, 422);
  const [lead, first] = await Promise.all([as('d006'), as('d007')]);
  const address = await invite(lead, t, scripted, freshTitle(), [await nameOf(first)]);
  await visit(first, address);
  const form = await stepForm(first, 'co_sign');
  await send(await stepForm(lead, 'reopen'));
  await expectDone(lead, t.reopenedNotice);
  await send(form);
  await expect(first.getByRole('heading', { level: 1 })).toHaveText(t.notFound);
  await visit(lead, address);
  await expect(lead.locator('main')).not.toContainText(t.stateConfirmed);
});

test('a motion says how many signatures it lacks', async ({ as, t, faults }) => {
  faults.expect(422);
  const lead = await as('d008');
  await visit(lead, '/proposals/new');
  await fillProposal(lead, t, freshTitle());
  await lead.getByRole('group', { name: t.kind }).getByLabel(t.motion, { exact: true }).check();
  await lead.getByRole('button', { name: t.submit, exact: true }).click();
  const summary = await expectRefused(lead, t.needAttention);
  await expect(summary).toContainText(t.lacksNine);
  await expectAccessible(lead);
});

test('a paper is withdrawn when every co-signer agrees', async ({ as, office, visitor, t, scripted, faults }) => {
  test.setTimeout(180_000);
  faults.expect(404);
  const [lead, first] = await Promise.all([as('d009'), as('d010')]);
  const address = await invite(lead, t, scripted, freshTitle(), [await nameOf(first)]);
  await visit(first, address);
  await send(await stepForm(first, 'co_sign'));
  await expectDone(first, t.coSignedNotice);
  await visit(lead, address);
  await send(await stepForm(lead, 'submit'));
  await expectDone(lead, t.submittedNotice);
  await visit(office, address);
  await send(await stepForm(office, 'register'));
  await expectDone(office, t.registeredNotice);
  await visit(lead, address);
  const form = await stepForm(lead, 'ask_withdrawal');
  await form.getByLabel(t.reason).fill('已与村里商定自行解决，不再需要县里办理。');
  await send(form);
  await expectDone(lead, t.withdrawalAskedNotice);
  await expect(lead.getByRole('heading', { name: t.withdrawalHeading })).toBeVisible();
  await expectAccessible(lead);
  await visit(visitor, address);
  await expect(visitor.locator('main')).not.toContainText(t.withdrawalHeading);
  await visit(first, '/desk');
  await visit(first, address);
  await expectAccessible(first);
  await send(await stepForm(first, 'agree_withdrawal'));
  await expectDone(first, t.agreedNotice);
  await visit(visitor, address);
  await expect(visitor.locator('.tag').first()).toHaveText(t.stageWithdrawn);
  await expectAccessible(visitor);
});

test('a deputy alone needs nobody', async ({ deputy, t }) => {
  const address = await submitProposal(deputy, t, freshTitle());
  expect(address).toMatch(/^\/proposals\//);
});
