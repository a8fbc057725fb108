import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client' // Apache-2.0, the usual client for Prometheus

/** Counters of one server. Labels are routes and codes, never what was asked or by whom. */
export const createMetrics = () => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const running = new Gauge({ name: 'kartlag_requests_running', help: 'Requests being answered', registers })
  const seconds = new Histogram({
    name: 'kartlag_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const errors = new Counter({
    name: 'kartlag_errors_total',
    help: 'Answers with an error of this code',
    labelNames: ['code'],
    registers,
  })
  const statements = new Histogram({
    name: 'kartlag_statements',
    help: 'SQL statements of a GraphQL request',
    buckets: [0, 1, 2, 5, 10, 20, 50, 100, 200],
    registers,
  })
  return { registry, running, seconds, errors, statements }
}
export type Metrics = ReturnType<typeof createMetrics>
