/** The accounts office: a roster comes in, codes go out, people get in, roles move. */
import { expect, expectAccessible, ready, test, visit } from './fixtures.js';

const ZH = {
  check: '上传并检查', confirm: '确认导入', imported: '已导入', broken: '有问题的行须先在表格中改正', choose: '为选中的人制作',
  sheet: '激活码', gone: '激活码只显示一次', code: '激活码', activate: '设置密码并登录', give: '增加角色', role: '角色',
  supervisor: '督办领导', given: '授予角色：督办领导', end: '结束任期', tick: '请勾选确认', search: '姓名、账号或证号', results: '查看结果',
};
const EN: typeof ZH = {
  check: 'Upload and check', confirm: 'Import', imported: 'Imported', broken: 'Mend the broken lines', choose: 'Make codes for those chosen',
  sheet: 'Activation codes', gone: 'Codes are shown once', code: 'Activation code', activate: 'Set the password and sign in', give: 'Give a role', role: 'Role',
  supervisor: 'Supervisor', given: 'Given the role: Supervisor', end: 'End the mandate', tick: 'Tick the box', search: 'Name, account or roster number', results: 'Show results',
};
const PASSWORD = '春天的核桃树开花了吗';

test('a roster comes in, a code goes out, somebody gets in', async ({ as, visitor, t, faults }) => {
  faults.expect(404);
  const w = test.info().project.use.locale?.startsWith('zh') ? ZH : EN;
  const admin = await as('admin');
  const tag = Math.random().toString(36).slice(2, 8);
  const upload = async (rows: string) => {
    await visit(admin, '/accounts/import');
    const buffer = Buffer.from(`代表证号,姓名,账号,代表团,角色\r\n${rows}\r\n`);
    await admin.locator('#file-people').setInputFiles({ name: '名册.csv', mimeType: 'text/csv', buffer });
    await admin.getByRole('button', { name: w.check }).first().click();
    await admin.waitForURL(/\/accounts\/import\//);
    await ready(admin);
  };
  await visit(admin, '/accounts/import');
  await expectAccessible(admin);
  await upload(`E${tag},新代表${tag},,天宁村,代表`);
  await expect(admin.getByText(w.broken)).toBeVisible();
  await expectAccessible(admin);
  await upload(`E${tag},新代表${tag},,天宁镇,代表`);
  await expectAccessible(admin);
  await admin.getByRole('button', { name: w.confirm, exact: true }).click();
  await expect(admin.locator('.notice')).toContainText(w.imported);
  await ready(admin);

  await visit(admin, '/accounts/codes');
  await expectAccessible(admin);
  await admin.getByLabel(`新代表${tag}`).check();
  await admin.getByRole('button', { name: w.choose }).click();
  await expect(admin.locator('.slip')).toHaveCount(1);
  await expectAccessible(admin);
  const code = (await admin.locator('.slip .code').textContent()) ?? '';
  await visit(admin, '/accounts/codes/sheet');
  await expect(admin.getByText(w.gone)).toBeVisible();

  await visit(visitor, '/activate');
  await expectAccessible(visitor);
  await visitor.getByLabel(t.login).fill(`e${tag}`);
  await visitor.getByLabel(w.code).fill(code.toLowerCase());
  await visitor.getByLabel(t.newPassword, { exact: true }).fill(PASSWORD);
  await visitor.getByLabel(t.newPasswordAgain).fill(PASSWORD);
  await visitor.getByRole('button', { name: w.activate }).click();
  await visitor.waitForURL(/\/desk$/);
  await ready(visitor);

  await visit(admin, '/accounts');
  await expectAccessible(admin);
  await admin.getByLabel(w.search).fill(`e${tag}`);
  await admin.getByRole('button', { name: w.results }).click();
  await admin.getByRole('link', { name: `新代表${tag}` }).click();
  await admin.waitForURL(/\/accounts\/[0-9a-f-]{36}$/);
  await ready(admin);
  await expectAccessible(admin);
  await admin.getByLabel(w.role, { exact: true }).selectOption({ label: w.supervisor });
  await admin.getByRole('button', { name: w.give }).click();
  await expect(admin.locator('.timeline')).toContainText(w.given);
  await ready(admin);
  // The rights have changed: every session of theirs has ended.
  await visit(visitor, '/desk');
  await expect(visitor).toHaveURL(/\/sign-in/);

  await visit(admin, '/accounts/term');
  await expectAccessible(admin);
  await admin.getByRole('button', { name: w.end }).click();
  await expect(admin.locator('#refused')).toContainText(w.tick);
  await ready(admin);
});
