/** A unit gives a paper back, another takes it on, and everyone reads who, why and what it cost; similar papers are linked. */
import { expectDone, expectRefused, findOnDesk, freshTitle, send, stepForm, submitProposal } from './actions.js';
import { type Page, expect, expectAccessible, test, visit } from './fixtures.js';
import type { Words } from './words.js';

/** A paper that is registered. Answers its address and number. */
async function registered(deputy: Page, office: Page, t: Words): Promise<[string, string]> {
  const address = await submitProposal(deputy, t, freshTitle());
  await visit(office, address);
  await send(await stepForm(office, 'register'));
  await expectDone(office, t.registeredNotice);
  return [address, (await office.locator('.number').first().innerText()).trim()];
}

/** A paper that is handed over to the transport bureau. */
async function handedOver(deputy: Page, office: Page, t: Words): Promise<string> {
  const [address] = await registered(deputy, office, t);
  const assign = await stepForm(office, 'assign');
  await assign.getByLabel(t.leadUnit).selectOption({ label: t.transport });
  await send(assign);
  await expectDone(office, t.assignedNotice);
  return address;
}

test('a unit asks to return a paper and the office names another', async ({ deputy, office, clerk, visitor, as, t, faults }) => {
  test.setTimeout(240_000);
  faults.expect(422);
  const address = await handedOver(deputy, office, t);

  await test.step('the clerk asks, with a reason', async () => {
    await visit(clerk, address);
    await expectAccessible(clerk);
    const empty = await stepForm(clerk, 'ask_return');
    await send(empty);
    await expectRefused(clerk, t.needAttention);
    await expectAccessible(clerk);
    const form = await stepForm(clerk, 'ask_return');
    await form.getByLabel(t.reason).fill('该路段属于乡镇管护的村道，不在本局职责之内。');
    await form.getByLabel(t.suggestedUnit).selectOption({ label: t.finance });
    await send(form);
    await expectDone(clerk, t.returnAskedNotice);
    await expect(clerk.locator('.returns')).toContainText(t.returnPending);
    await expectAccessible(clerk);
  });

  await test.step('the office finds it on its desk and grants it', async () => {
    await findOnDesk(office, t, office.locator(`a[href="${address}"]`).first());
    await visit(office, address);
    await expectAccessible(office);
    const form = await stepForm(office, 'reassign');
    await expect(form.getByLabel(t.replacement).locator('option:checked')).toHaveText(t.finance);
    await form.getByLabel(t.reason).fill('经核对三定方案，改由财政局牵头落实资金。');
    await send(form);
    await expectDone(office, t.reassignedNotice);
    await expectAccessible(office);
  });

  await test.step('the public reads who, why and what it cost', async () => {
    await visit(visitor, address);
    const returns = visitor.locator('.returns');
    for (const words of [t.transport, '不在本局职责之内', t.returnGranted, t.finance]) await expect(returns).toContainText(words);
    await expect(visitor.locator('.timeline')).toContainText(t.finance);
    await expectAccessible(visitor);
  });

  await test.step('the new unit finds it', async () => {
    const finance = await as('caizheng');
    await findOnDesk(finance, t, finance.locator(`a[href="${address}"]`).first());
    await visit(finance, address);
    await send(await stepForm(finance, 'accept'));
    await expectDone(finance, t.acceptedNotice);
  });
});

test('two people at one return: one decides, the other keeps what was typed', async ({ deputy, office, office2, clerk, t, faults }) => {
  test.setTimeout(180_000);
  faults.expect(409);
  const address = await handedOver(deputy, office, t);
  await visit(clerk, address);
  const asked = await stepForm(clerk, 'ask_return');
  await asked.getByLabel(t.reason).fill('该路段属于乡镇管护的村道，不在本局职责之内。');
  await send(asked);
  await expectDone(clerk, t.returnAskedNotice);
  await visit(office, address);
  await visit(office2, address);
  const refuse = await stepForm(office, 'refuse_return');
  await refuse.getByLabel(t.reason).fill('该路段为县道，属于交通运输局职责。');
  const grant = await stepForm(office2, 'reassign');
  await grant.getByLabel(t.replacement).selectOption({ label: t.finance });
  await grant.getByLabel(t.reason).fill('同意改由财政局承办，请尽快衔接。');
  await send(refuse);
  await expect(office.locator('.notice').first()).toBeVisible();
  await send(grant);
  await expectRefused(office2, t.movedOn);
  await expect(office2.locator('.typed')).toContainText('同意改由财政局承办');
  await expectAccessible(office2);
});

test('two papers about one matter are linked and unlinked', async ({ deputy, office, visitor, t, faults }) => {
  test.setTimeout(180_000);
  faults.expect(422);
  const [first, firstNumber] = await registered(deputy, office, t);
  const [second, secondNumber] = await registered(deputy, office, t);
  const wrong = await stepForm(office, 'link');
  await wrong.getByLabel(t.linkNumber).fill('17-9-999');
  await send(wrong);
  await expect(await expectRefused(office, t.needAttention)).toContainText(t.noSuchPaper);
  const link = await stepForm(office, 'link');
  await link.getByLabel(t.linkNumber).fill(firstNumber);
  await send(link);
  await expectDone(office, t.linkedNotice);
  await visit(visitor, first);
  await expect(visitor.locator('.beside .facts').first()).toContainText(secondNumber);
  await expectAccessible(visitor);
  await visit(visitor, second);
  await visitor.locator('.linked li').filter({ hasText: firstNumber }).getByRole('link').click();
  await expect(visitor.locator('.number').first()).toHaveText(firstNumber);
  await visit(office, first);
  await send(await stepForm(office, 'unlink'));
  await expectDone(office, t.unlinkedNotice);
  await visit(visitor, second);
  await expect(visitor.locator('main')).not.toContainText(t.linkedPapers);
});
