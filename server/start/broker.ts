import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { environmentWithout } from './environment.ts';
import { dataFolders, makeDataFolders, type DataFolders } from './folders.ts';
import type { Java } from './java.ts';
import type { Launch, Part } from './part.ts';
import type { Ports } from './ports.ts';

export type EngineProgram = {
  java: Java;
  /** Folder of the unpacked distribution. */
  zeebe: string;
  /** `-XX:AOTCache=...` where this Java has an ahead-of-time cache for this broker. */
  aotFlag: string | null;
};

export type BrokerSettings = {
  dataDir: string;
  program: EngineProgram;
  ports: Ports;
  /** Lets tests move the broker's clock. */
  testClock: boolean;
};

export type PreparedBroker = {
  part: Part;
  /** host:port for gRPC clients. */
  address: string;
  /** Health, metrics, partitions; with a test clock also /actuator/clock. */
  monitorUrl: string;
};

/** Tells how to run the broker of this installation. */
export function prepareBroker(settings: BrokerSettings): PreparedBroker {
  const folders = dataFolders(settings.dataDir);
  makeDataFolders(folders);
  const part: Part = {
    name: 'broker',
    title: '流程引擎 Zeebe 8.5.8',
    launch: async () => brokerLaunch(settings, folders),
    logFile: path.join(folders.logs, 'broker.log'),
    stopSignal: 'SIGTERM',
    stopWithinMs: 30_000,
  };
  return { part, address: `127.0.0.1:${settings.ports.gateway}`, monitorUrl: `http://127.0.0.1:${settings.ports.management}` };
}

function brokerLaunch(settings: BrokerSettings, folders: DataFolders): Launch {
  // Asked at every launch: when somebody deleted the data while we ran, a new epoch must begin.
  const epoch = brokerEpoch(folders.broker);
  return {
    command: settings.program.java.command,
    args: brokerArguments(settings.program),
    cwd: folders.broker,
    env: { ...environmentWithout(/^(JAVA_|JDK_|ZEEBE_|SPRING_)/), ...brokerEnvironment(settings, folders.broker, epoch) },
  };
}

/**
 * The id of this life of the broker's data: it begins with the data folder and ends with it. The record feed carries
 * it as index prefix, so that positions that begin anew are not taken for a resend.
 */
export function brokerEpoch(brokerFolder: string): string {
  const file = path.join(brokerFolder, 'epoch');
  const hasData = existsSync(path.join(brokerFolder, 'raft-partition'));
  if (hasData && existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(brokerFolder, { recursive: true, mode: 0o700 });
  const epoch = randomBytes(6).toString('hex');
  writeFileSync(file, `${epoch}\n`);
  return epoch;
}

/** Flags of the virtual machine; an ahead-of-time cache fits only those with which it was made. */
export function machineFlags(java: Java): string[] {
  return [
    '-Xms64m',
    '-Xmx512m',
    '-XX:+UseSerialGC',
    // The quick compiler alone: the leader comes for half the processor time, a third of the memory is saved, and the
    // first 3,000 cases take less time; after that the other compiler would be some 10 - 15 % better. Who needs that
    // runs an engine of his own (ZEEBE_ADDRESS).
    '-XX:TieredStopAtLevel=1',
    '-XX:+ExitOnOutOfMemoryError',
    '-Dfile.encoding=UTF-8',
    '--enable-native-access=ALL-UNNAMED',
    // An older Java refuses to start with this flag.
    ...(java.major >= 23 ? ['--sun-misc-unsafe-memory-access=allow'] : []),
  ];
}

function brokerArguments({ java, zeebe, aotFlag }: EngineProgram): string[] {
  return [
    ...machineFlags(java),
    ...(aotFlag === null ? [] : [aotFlag]),
    // The config folder stays off the class path: with a folder on it the ahead-of-time cache does not work.
    ...['-cp', path.join(zeebe, 'lib/*')],
    `-Dspring.config.additional-location=file:${zeebe}/config/`,
    `-Dlog4j.configurationFile=${path.join(import.meta.dirname, 'log4j2.xml')}`,
    `-Dbasedir=${zeebe}`,
    'io.camunda.zeebe.broker.StandaloneBroker',
  ];
}

/** A small broker: one partition, one machine, everything on loopback. */
export function brokerEnvironment(
  settings: Pick<BrokerSettings, 'ports' | 'testClock'>,
  dataFolder: string,
  epoch: string,
): Record<string, string> {
  const { ports, testClock } = settings;
  const exporter = 'ZEEBE_BROKER_EXPORTERS_FEED';
  return {
    ZEEBE_BROKER_NETWORK_HOST: '127.0.0.1',
    ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT: String(ports.command),
    ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT: String(ports.internal),
    ZEEBE_BROKER_GATEWAY_NETWORK_HOST: '127.0.0.1',
    ZEEBE_BROKER_GATEWAY_NETWORK_PORT: String(ports.gateway),
    MANAGEMENT_SERVER_ADDRESS: '127.0.0.1',
    MANAGEMENT_SERVER_PORT: String(ports.management),
    SERVER_ADDRESS: '127.0.0.1',
    SERVER_PORT: String(ports.rest),
    ZEEBE_BROKER_DATA_DIRECTORY: dataFolder,
    ZEEBE_BROKER_DATA_LOGSEGMENTSIZE: '16MB',
    // The shorter, the less there is to process again after a crash.
    ZEEBE_BROKER_DATA_SNAPSHOTPERIOD: '1m',
    // The defaults reject every command below 2 GB of free disk.
    ZEEBE_BROKER_DATA_DISK_FREESPACE_PROCESSING: '200MB',
    ZEEBE_BROKER_DATA_DISK_FREESPACE_REPLICATION: '100MB',
    ZEEBE_BROKER_EXPERIMENTAL_ROCKSDB_MEMORYLIMIT: '64MB',
    ZEEBE_BROKER_THREADS_CPUTHREADCOUNT: '1',
    ZEEBE_BROKER_THREADS_IOTHREADCOUNT: '1',
    ZEEBE_BROKER_CLUSTER_PARTITIONSCOUNT: '1',
    ZEEBE_LOG_LEVEL: 'warn',
    ATOMIX_LOG_LEVEL: 'warn',
    ...(testClock ? { ZEEBE_CLOCK_CONTROLLED: 'true' } : {}),
    [`${exporter}_CLASSNAME`]: 'io.camunda.zeebe.exporter.ElasticsearchExporter',
    [`${exporter}_ARGS_URL`]: `http://127.0.0.1:${ports.feed}`,
    [`${exporter}_ARGS_BULK_DELAY`]: '1',
    [`${exporter}_ARGS_BULK_SIZE`]: '1000',
    [`${exporter}_ARGS_INDEX_PREFIX`]: `gongkai-${epoch}`,
    [`${exporter}_ARGS_INDEX_CREATETEMPLATE`]: 'false',
    ...Object.fromEntries(silentTypes.map((type) => [`${exporter}_ARGS_INDEX_${type.toUpperCase()}`, 'false'])),
  };
}

/**
 * Record types that no screen and no repair uses. Left on: JOB, INCIDENT, PROCESS_INSTANCE,
 * MESSAGE_START_EVENT_SUBSCRIPTION (and those that are off by default).
 */
const silentTypes = [
  'decision',
  'decisionEvaluation',
  'decisionRequirements',
  'deployment',
  'error',
  'message',
  'messageSubscription',
  'process',
  'processInstanceCreation',
  'processInstanceMigration',
  'processInstanceModification',
  'processMessageSubscription',
  'variable',
  'variableDocument',
  'timer',
  'deploymentDistribution',
  'escalation',
  'signal',
  'signalSubscription',
  'resourceDeletion',
  'commandDistribution',
  'form',
  'userTask',
  'compensationSubscription',
];
