/** Two people act on one proposal: the second learns of the first, and loses nothing. */
import { choose, expectDone, expectRefused, freshTitle, send, stepForm, submitProposal } from './actions.js';
import { expect, expectAccessible, test, visit } from './fixtures.js';

const first = '请把两项请求分开写，便于逐项答复。';
const second = '请补充涉及的户数和具体路段的起止点。';

test('the second of two at the office is told what the first did', async ({ deputy, office, office2, t, faults }) => {
  faults.expect(409);
  const address = await submitProposal(deputy, t, freshTitle());
  await visit(office, address);
  await visit(office2, address);
  const late = await stepForm(office2, 'send_back');
  await late.getByLabel(t.reason).fill(second);

  const step = await stepForm(office, 'send_back');
  await step.getByLabel(t.reason).fill(first);
  await send(step);
  await expectDone(office, t.sentBackNotice);

  await send(late);
  const summary = await expectRefused(office2, t.movedOn);
  await expect(summary).toContainText(t.stageSentBack);
  await expect(summary.getByRole('heading', { name: t.whatYouTyped })).toBeVisible();
  await expect(summary.locator('.typed')).toHaveText(second);
  await expect(office2.locator('header .tag').first()).toHaveText(t.stageSentBack);
  await expect(office2.locator('#step-send_back')).toHaveCount(0);
  await expectAccessible(office2);
});

test('the first proposes to decline, the second would register', async ({ deputy, office, office2, t, faults }) => {
  faults.expect(409);
  const address = await submitProposal(deputy, t, freshTitle());
  await visit(office, address);
  await visit(office2, address);
  const decline = await stepForm(office, 'decline');
  await decline.getByLabel(t.ground).selectOption('outside_powers');
  await decline.getByLabel(t.explanation).fill('所提事项由上级主管部门审批，可向市级反映。');
  await send(decline);
  await expectDone(office, t.declinedNotice);
  // Whoever proposed it does not confirm it.
  await expect(office.locator('#step-confirm_decline')).toHaveCount(0);

  await send(await stepForm(office2, 'register'));
  const summary = await expectRefused(office2, t.movedOn);
  await expect(summary).toContainText(t.stageSubmitted);
  await expect(office2.locator('#step-register')).toHaveCount(0);
  await expectAccessible(office2);
  await send(await stepForm(office2, 'confirm_decline'));
  await expectDone(office2, t.confirmedNotice);
  await visit(deputy, address);
  await expect(deputy.locator('.proposal')).toContainText('所提事项由上级主管部门审批');
  await expectAccessible(deputy);
});

test('a step that is still open keeps what was typed in its fields', async ({ deputy, office, clerk, head, t, faults }) => {
  faults.expect(409);
  const address = await submitProposal(deputy, t, freshTitle());
  await visit(office, address);
  await send(await stepForm(office, 'register'));
  await expectDone(office, t.registeredNotice);
  const assign = await stepForm(office, 'assign');
  await assign.getByLabel(t.leadUnit).selectOption({ label: t.transport });
  await send(assign);
  await expectDone(office, t.assignedNotice);
  await visit(clerk, address);
  await send(await stepForm(clerk, 'accept'));
  await expectDone(clerk, t.acceptedNotice);

  await visit(head, address);
  await expect(head.getByText(t.needsContact)).toBeVisible();
  await expect(head.locator('#step-reply')).toHaveCount(0);
  const late = await stepForm(head, 'record_contact');
  await choose(late, t.manner, t.visit);
  await late.getByLabel(t.participants).fill('局长、领衔代表');
  await late.getByLabel(t.summary).fill('当面说明了计划，代表希望先修路基。');
  const step = await stepForm(clerk, 'record_contact');
  await choose(step, t.manner, t.visit);
  await step.getByLabel(t.participants).fill('经办人、领衔代表');
  await step.getByLabel(t.summary).fill('电话约定了现场查看的时间。');
  await send(step);
  await expectDone(clerk, t.contactNotice);

  await send(late);
  await expectRefused(head, t.movedOn);
  await expect(head.locator('.contacts')).toContainText('电话约定了现场查看的时间');
  const again = await stepForm(head, 'record_contact');
  await expect(again.getByLabel(t.participants)).toHaveValue('局长、领衔代表');
  await expect(again.getByLabel(t.summary)).toHaveValue('当面说明了计划，代表希望先修路基。');
  await expect(again.getByRole('group', { name: t.manner }).getByLabel(t.visit)).toBeChecked();
  await expectAccessible(head);
  await send(again);
  await expectDone(head, t.contactNotice);
  await expect(head.locator('.contacts')).toContainText('代表希望先修路基');
  await expect(head.locator('#refused')).toHaveCount(0);
});
