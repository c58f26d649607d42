/**
 * Our launcher of PostgreSQL: real server programs from npm, no TCP, no password, no other step.
 *
 *     const server = await startPostgres({ directory: '…/postgres', log: console.error })
 *     const pool = new Pool({ connectionString: server.superuserUrl() })       // or server.url('kelisim', 'app')
 *     await server.stop()                                                      // or `await using server = …`
 *
 * In a `*.pg.test.ts` (no set-up of any kind is needed; `node --test x.pg.test.ts` alone works, too):
 *
 *     import { testDatabase } from '@kelisim/postgres'
 *
 *     const schema = { name: 'store', prepare: async (url: string) => { await migrate(url) } }
 *
 *     test('…', async () => {
 *       await using database = await testDatabase(schema)   // a copy of the migrated template: about 0.1 s
 *       const pool = new Pool({ connectionString: database.url })          // superuser
 *       const app = new Pool({ connectionString: database.urlAs('app') })  // any role, no password
 *       …
 *       await pool.end(); await app.end()
 *     })
 *
 * `prepare` runs once per test run and name; `testDatabase()` gives an empty database. Roles belong to the
 * cluster, not to the database: `prepare` may meet them already made by another template of the same run, so
 * make them with `if not exists`. Databases are dropped by `close()`/`await using`, also with open connections.
 * Tests of any package may import this one without declaring it (tests/tidy.test.ts knows).
 */
export { type PostgresServer, startPostgres } from './server.ts'
export { templateDatabase } from './template.ts'
export { type TestDatabase, testDatabase } from './test-database.ts'
