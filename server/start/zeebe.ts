import { existsSync, globSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { aptInstall } from './apt.ts';
import { fileSha256 } from './checksum.ts';
import { lastLines, StartFailure } from './failure.ts';
import { cacheFolder } from './folders.ts';
import type { Java } from './java.ts';
import { runCommand } from './run-command.ts';
import { withProgress, type Print } from './steps.ts';

/** The last line under the Zeebe Community License; 8.5.8 is the one that Maven's central repository has. */
const distribution = {
  artifact: 'io.camunda:camunda-zeebe:8.5.8:tar.gz',
  file: 'camunda-zeebe-8.5.8.tar.gz',
  folder: 'camunda-zeebe-8.5.8',
  repositoryFolder: 'io/camunda/camunda-zeebe/8.5.8',
  sha256: '53ce62b008e61a87a3f7aed700065ad1352084a24c85771bc4e8300828bf95b4',
  bytes: 212_102_843,
};

/** The folder of the unpacked broker, downloaded through Maven at the first call. */
export async function ensureZeebe(java: Java, print: Print): Promise<string> {
  const home = path.join(cacheFolder, distribution.folder);
  // Java's ahead-of-time cache knows the broker by its path: always the real one.
  if (existsSync(home)) return realpathSync(home);
  const download = path.join(cacheFolder, 'zeebe-download');
  rmSync(download, { recursive: true, force: true });
  mkdirSync(download, { recursive: true });
  const archive = await downloadChecked(java, download, print);
  const tar = await runCommand('tar', ['-xzf', archive, '-C', download]);
  if (tar.code !== 0) throw new StartFailure(`解压 Zeebe 失败。请检查磁盘空间。\n${lastLines(tar.output)}`);
  // Renamed only when complete: a folder with this name is a whole one.
  renameSync(path.join(download, distribution.folder), home);
  rmSync(download, { recursive: true });
  return realpathSync(home);
}

async function downloadChecked(java: Java, folder: string, print: Print): Promise<string> {
  const archive = await mavenCopy(java, folder, print);
  if ((await fileSha256(archive)) === distribution.sha256) return archive;
  print('  … 下载的 Zeebe 校验和不符,重新下载一次');
  rmSync(archive);
  rmSync(path.join(localRepository(), distribution.repositoryFolder), { recursive: true, force: true });
  const again = await mavenCopy(java, folder, print);
  if ((await fileSha256(again)) === distribution.sha256) return again;
  rmSync(folder, { recursive: true });
  rmSync(path.join(localRepository(), distribution.repositoryFolder), { recursive: true, force: true });
  throw new StartFailure('下载的 Zeebe 已损坏(两次校验和都不符),已删除。请检查网络或 Maven 镜像,然后再运行一次。');
}

async function mavenCopy(java: Java, folder: string, print: Print): Promise<string> {
  const maven = await findMaven(print);
  const args = ['-B', '-q', 'dependency:copy', `-Dartifact=${distribution.artifact}`, `-DoutputDirectory=${folder}`];
  // Maven needs some Java too: the machine's own where it has one, else the one we found.
  const ownJava = process.env.JAVA_HOME !== undefined || (await runCommand('java', ['-version'])).code === 0;
  const env = ownJava ? process.env : { ...process.env, JAVA_HOME: path.dirname(path.dirname(java.command)) };
  const result = await withProgress(print, downloadState, runCommand(maven, args, { env, cwd: folder }));
  const archive = path.join(folder, distribution.file);
  if (result.code === 0 && existsSync(archive)) return archive;
  throw new StartFailure(`用 Maven 下载 Zeebe 失败。请检查网络、磁盘空间与 Maven 的镜像设置,然后再运行一次。\n${lastLines(result.output)}`);
}

async function findMaven(print: Print): Promise<string> {
  if ((await runCommand('mvn', ['--version'])).code === 0) return 'mvn';
  print('  … 没有找到 Maven,正在用 apt-get 安装');
  if (await aptInstall(['maven'])) return 'mvn';
  throw new StartFailure('没有找到 Maven,也无权安装。请让管理员运行 apt-get install maven,或设置 ZEEBE_ADDRESS 使用外部流程引擎。');
}

/** Maven is quiet about long downloads: the growing file in its local repository tells. */
function downloadState(): string {
  const files = globSync(path.join(localRepository(), distribution.repositoryFolder, `${distribution.file}*`));
  const bytes = Math.max(0, ...files.map(sizeOrZero));
  if (bytes >= distribution.bytes) return '取出 Zeebe';
  return `下载 Zeebe ${megabytes(bytes)} / ${megabytes(distribution.bytes)} MB(${Math.floor((bytes / distribution.bytes) * 100)}%)`;
}

function localRepository(): string {
  const settings = path.join(homedir(), '.m2/settings.xml');
  const configured = existsSync(settings) ? /<localRepository>([^<$]+)</.exec(readFileSync(settings, 'utf8'))?.[1] : undefined;
  return configured ?? path.join(homedir(), '.m2/repository');
}

/** A part file may be renamed between listing and looking. */
function sizeOrZero(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
