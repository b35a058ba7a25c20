// Sends what is due in a process of its own, which is killed the moment the mail server has the first message.
import { openChanges } from '#server/db/changes.ts';
import { openOrm } from '#server/db/orm.ts';
import { loadReference } from '#server/db/reference.ts';
import { openMail } from '#server/notices/mail.ts';
import { sendNotices } from '#server/notices/sender.ts';

const [databaseUrl = '', smtpUrl = '', now = ''] = process.argv.slice(2);
const publicUrl = 'https://share.example';
const orm = await openOrm(databaseUrl, 2);
const db = { orm, now: () => new Date(now), changes: openChanges(), reference: await loadReference(orm.em.fork()) };
const mail = openMail({ url: smtpUrl, from: 'no-reply@lasa.example', publicUrl });
const fatal = {
  channel: mail.channel,
  async post(letter: Parameters<typeof mail.post>[0]) {
    const posted = await mail.post(letter);
    if (posted.end === 'taken') process.kill(process.pid, 'SIGKILL');
    return posted;
  },
};
const silent = { warn: () => {}, error: () => {} };
await sendNotices(db, [fatal], { publicUrl, demoAllowed: true }, silent);
