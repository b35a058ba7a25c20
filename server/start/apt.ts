import { isRoot, runCommand } from './run-command.ts';

/** Installs Debian packages where we may; false where we may not or it failed. */
export async function aptInstall(packages: string[]): Promise<boolean> {
  if (!isRoot()) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update'], { env });
  return (await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env })).code === 0;
}
