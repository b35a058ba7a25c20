import { Counter, Gauge, Histogram } from 'prom-client';

const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

/** From the commit of a decision until the engine has acknowledged it. */
export const relayLatency = new Histogram({
  name: 'gongkai_relay_latency_seconds',
  help: 'From commit to acknowledgement by the engine',
  labelNames: ['kind'],
  buckets: SECONDS,
});
export const deliveries = new Counter({
  name: 'gongkai_relay_deliveries_total',
  help: 'Messages to the engine by kind and result',
  labelNames: ['kind', 'result'],
});
export const tasksOpened = new Counter({
  name: 'gongkai_tasks_opened_total',
  help: 'Jobs of user tasks by source and what became of them',
  labelNames: ['source', 'result'],
});
export const effectsRun = new Counter({
  name: 'gongkai_effects_total',
  help: 'Effects by job type and result',
  labelNames: ['job_type', 'result'],
});
export const feedLag = new Gauge({
  name: 'gongkai_feed_lag_seconds',
  help: 'Age of the newest engine record when it was applied',
  labelNames: ['partition'],
});
export const feedRecords = new Counter({
  name: 'gongkai_feed_records_total',
  help: 'Engine records received, by what became of them',
  labelNames: ['result'],
});
export const engineConnected = new Gauge({
  name: 'gongkai_engine_connected',
  help: '1 while the engine is connected, checked and has a leader',
});
