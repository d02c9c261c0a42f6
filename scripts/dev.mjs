// Serves the development build and rebuilds it at every change: `node scripts/dev.mjs ADDRESS`. Pages that are open have
// to be loaded anew.
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const listen = process.argv[2] ?? '127.0.0.1:3000';
let server;

/** Whether a command ended well. */
const run = (command, ...args) =>
  new Promise((done) => spawn(command, args, { stdio: 'inherit' }).once('exit', (code) => done(code === 0)));
const stopped = () =>
  new Promise((done) => (server && server.exitCode === null ? server.once('exit', done).kill() : done()));

/** What the sources are like now. Watchers lose a file that an editor replaces by another; looking does not. */
function sources() {
  const files = ['app', 'frontend', 'migrations', 'server', 'style'].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((file) => join(folder, file)),
  );
  const built = files.filter((file) => /\.(rs|css|svg|toml|txt)$/.test(file));
  return built.map((file) => `${file} ${statSync(file, { throwIfNoEntry: false })?.mtimeMs}`).join();
}

for (let built = ''; ; await pause(300)) {
  const now = sources();
  if (now === built) continue;
  built = now;
  const begun = Date.now();
  const done = await Promise.all([run('cargo', 'build', '--quiet', '-p', 'server'), run('scripts/site', 'quick')]);
  // What was changed meanwhile is built first.
  if (done.includes(false) || sources() !== built) continue;
  await stopped();
  server = spawn('target/debug/server', ['serve', '--demo', '--listen', listen], { stdio: 'inherit' });
  console.log(`built in ${Math.round((Date.now() - begun) / 1000)} s`);
}
