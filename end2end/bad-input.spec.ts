/** What is missing is named beside its field and on top; what was typed is kept, and is never more than text. */
import {
  assist,
  choose,
  confirmContact,
  draftReply,
  expectDone,
  expectRefused,
  fillProposal,
  freshTitle,
  inDays,
  send,
  stepForm,
} from './actions.js';
import { type Locator, type Page, expect, expectAccessible, test, visit } from './fixtures.js';

/** Text that would leave its box, wherever it is not escaped. */
const evil = '</textarea><script>hacked=1</script>';

/** The summary has a link to each of these fields, in this order, and each has its error beside it. */
async function expectErrors(page: Page, words: string, ids: string[]) {
  const summary = await expectRefused(page, words);
  await expect(summary.getByRole('link')).toHaveCount(ids.length);
  for (const [n, id] of ids.entries()) {
    await expect(summary.getByRole('link').nth(n)).toHaveAttribute('href', `#${id}`);
    await expect.soft(page.locator(`[id="${id}-error"]`)).not.toBeEmpty();
    await expect(page.locator(`[id="${id}"]`)).toBeVisible();
  }
  await expectHarmless(page);
}

/** Nothing that was typed has become an element, let alone has run. */
async function expectHarmless(page: Page) {
  const scripts = await page.locator('script').allTextContents();
  // The text itself may stand in the page's data, where it is escaped.
  expect(scripts.filter((script) => script.trim() === 'hacked=1')).toEqual([]);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
}

async function expectKept(fields: Locator[]) {
  for (const field of fields) await expect(field).toHaveValue(new RegExp(evil.replace(/[()/]/g, '\\$&')));
}

test('signing in', async ({ visitor, t, faults }) => {
  faults.expect(422);
  await visit(visitor, '/sign-in');
  const button = visitor.getByRole('main').getByRole('button', { name: t.signIn });
  await button.click();
  await expectErrors(visitor, t.needAttention, ['login']);
  await expectAccessible(visitor);
  await visitor.getByLabel(t.login).fill('">' + evil);
  await button.click();
  await expectErrors(visitor, t.needAttention, ['password']);
  await expectKept([visitor.getByLabel(t.login)]);
  await visitor.getByLabel(t.password).fill(evil);
  await button.click();
  await expectErrors(visitor, t.needAttention, ['password']);
  await expect(visitor.locator('#password-error')).toHaveText(t.wrongPassword);
  await expect(visitor.getByLabel(t.password)).toHaveValue('');
});

test('every form of the main job', async ({ deputy, office, clerk, head, as, visitor, t, faults }) => {
  test.setTimeout(240_000);
  faults.expect(422);
  const title = freshTitle();
  let address = '';

  await test.step('writing', async () => {
    await visit(deputy, '/proposals/new');
    const submit = deputy.getByRole('button', { name: t.submit, exact: true });
    await submit.click();
    const fields = ['title', 'problem', 'analysis', 'asks-0', 'topic', 'no_self_interest'].map((field) => `draft-${field}`);
    await expectErrors(deputy, t.needAttention, fields);
    await fillProposal(deputy, t, evil);
    const typed = [t.title, t.problem, t.analysis].map((label) => deputy.getByLabel(label, { exact: true }));
    typed.push(deputy.getByLabel(t.ask1, { exact: true }), deputy.getByLabel(t.ask2));
    for (const field of typed) await field.fill(evil);
    await deputy.getByLabel(t.noInterest).uncheck();
    await submit.click();
    await expectErrors(deputy, t.needAttention, ['draft-no_self_interest']);
    await expect(deputy.locator('[id="draft-no_self_interest-error"]')).toHaveText(t.notConfirmed);
    await expectKept(typed);
    await expect(deputy.getByLabel(t.topic)).toHaveValue('roads');
    await typed[0]?.fill(title + evil.slice(0, 20));
    await deputy.getByLabel(t.noInterest).check();
    await submit.click();
    await expectDone(deputy, t.submittedNotice);
    await expectHarmless(deputy);
    await expect(deputy.locator('.asks .ask-text').first()).toContainText(evil);
    address = new URL(deputy.url()).pathname;
  });

  await test.step('review', async () => {
    await visit(office, address);
    let step = await stepForm(office, 'send_back');
    await send(step);
    await expectErrors(office, t.needAttention, ['command-send_back-reason']);
    await expectAccessible(office);
    step = await stepForm(office, 'send_back');
    await step.getByLabel(t.reason).fill(evil.padEnd(1001, '长'));
    await send(step);
    await expectErrors(office, t.needAttention, ['command-send_back-reason']);
    await expectKept([office.locator('#command-send_back-reason')]);

    step = await stepForm(office, 'decline');
    await send(step);
    await expectErrors(office, t.needAttention, ['command-decline-ground', 'command-decline-explanation']);
    step = await stepForm(office, 'decline');
    await step.getByLabel(t.explanation).fill(evil);
    await send(step);
    await expectErrors(office, t.needAttention, ['command-decline-ground']);
    await expectKept([office.locator('#command-decline-explanation')]);

    step = await stepForm(office, 'register');
    await step.getByLabel(t.topic).selectOption('');
    await send(step);
    await expectErrors(office, t.needAttention, ['command-register-topic']);
    step = await stepForm(office, 'register');
    await step.getByLabel(t.topic).selectOption({ label: t.water });
    await send(step);
    await expectDone(office, t.registeredNotice);
    await expectHarmless(office);
  });

  await test.step('hand-over', async () => {
    let step = await stepForm(office, 'assign');
    await send(step);
    await expectErrors(office, t.needAttention, ['command-assign-lead']);
    step = await stepForm(office, 'assign');
    await step.getByLabel(t.leadUnit).selectOption({ label: t.transport });
    await step.getByLabel(t.assistingUnit1).selectOption({ label: t.finance });
    await step.getByLabel(t.assistingUnit2).selectOption({ label: t.finance });
    await send(step);
    await expectErrors(office, t.needAttention, ['command-assign-assisting-1']);
    await expect.soft(office.locator('#command-assign-assisting-1-error')).toHaveText(t.twice);
    step = await stepForm(office, 'assign');
    await expect(step.getByLabel(t.leadUnit)).toHaveValue('1');
    await step.getByLabel(t.assistingUnit2).selectOption('');
    await send(step);
    await expectDone(office, t.assignedNotice);
  });

  await test.step('contact', async () => {
    await visit(clerk, address);
    await send(await stepForm(clerk, 'accept'));
    await expectDone(clerk, t.acceptedNotice);
    await expectHarmless(clerk);
    let step = await stepForm(clerk, 'record_contact');
    await step.getByLabel(t.contactOn).fill('');
    await send(step);
    const names = ['manner', 'on', 'participants', 'summary'].map((name) => `command-contact-record-${name}`);
    await expectErrors(clerk, t.needAttention, names);
    await expectAccessible(clerk);
    step = await stepForm(clerk, 'record_contact');
    await choose(step, t.manner, t.visit);
    await step.getByLabel(t.contactOn).fill(inDays(3));
    await step.getByLabel(t.participants).fill(evil);
    await step.getByLabel(t.summary).fill(evil);
    await send(step);
    await expectErrors(clerk, t.needAttention, ['command-contact-record-on']);
    step = await stepForm(clerk, 'record_contact');
    await expectKept([step.getByLabel(t.participants), step.getByLabel(t.summary)]);
    await step.getByLabel(t.contactOn).fill(inDays(0));
    await send(step);
    await expectDone(clerk, t.contactNotice);
    await expect(clerk.locator('.contacts')).toContainText(evil);
    await expectHarmless(clerk);
  });

  await test.step('reply', async () => {
    await confirmContact(deputy, t, address);
    await assist(await as('caizheng'), t, address);
    await draftReply(clerk, t, address);
    await visit(head, address);
    let step = await stepForm(head, 'reply');
    // A draft may be as unfinished as it likes; the signature needs everything.
    await step.getByLabel(t.documentNumber).fill('');
    await send(step);
    const names = ['document_number', 'class', 'opening', 'answers-0', 'answers-1', 'contact_person', 'telephone', 'disclosure_reviewed'];
    await expectErrors(head, t.needAttention, names.map((name) => `command-reply-${name}`));
    await expectAccessible(head);
    step = await stepForm(head, 'reply');
    await choose(step, t.replyClass, t.classB);
    const typed = [t.documentNumber, t.opening, t.answer1, t.answer2, t.evidence, t.contactPerson, t.telephone];
    for (const label of typed) await step.getByLabel(label).fill(evil);
    await send(step);
    await expectErrors(head, t.needAttention, [
      'command-reply-promises-0-text',
      'command-reply-promises-0-due',
      'command-reply-disclosure_reviewed',
    ]);
    step = await stepForm(head, 'reply');
    await expectKept(await Promise.all(typed.map((label) => step.getByLabel(label))));
    await expect(step.getByRole('group', { name: t.replyClass }).getByLabel(t.classB)).toBeChecked();
    await step.getByLabel(t.promise1).fill(evil);
    await step.getByLabel(t.promiseDue).first().fill(inDays(30));
    await step.getByLabel(t.reviewed).check();
    await send(step);
    await expectDone(head, t.repliedNotice);
    await expectHarmless(head);
  });

  await test.step('rating', async () => {
    await visit(deputy, address);
    let step = await stepForm(deputy, 'rate');
    await step.getByLabel(t.reasons).fill(evil);
    await send(step);
    await expectErrors(deputy, t.needAttention, ['command-rate-attitude', 'command-rate-result']);
    await expectAccessible(deputy);
    step = await stepForm(deputy, 'rate');
    await expectKept([step.getByLabel(t.reasons)]);
    await choose(step, t.attitude, t.satisfied);
    await choose(step, t.result, t.satisfied);
    await send(step);
    await expectDone(deputy, t.ratedNotice);
    await expectHarmless(deputy);
  });

  await visit(visitor, address);
  await expect(visitor.locator('.asks')).toContainText(evil);
  await expect(visitor.locator('.reply')).toContainText(evil);
  await expect(visitor.locator('.promised')).toContainText(evil);
  await expectHarmless(visitor);
  await expectAccessible(visitor);
});
