/**
 * Brings the database to the schema of this program; twice is once.
 *
 * With `DATABASE_URL` (the owner's) nothing but the schema is touched, and the names applied now are told.
 * Without it the embedded database is opened, which migrates it.
 */
import { migrate } from '@kelisim/store'
import { type Command, wordsOf } from './command.ts'
import { commandEnvironment, inHouse } from './open.ts'

export const migrateCommand: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    const { databaseUrl } = commandEnvironment()
    const applied = databaseUrl === undefined ? undefined : await migrate(databaseUrl)
    if (databaseUrl === undefined) await inHouse(async () => undefined)
    const names = applied ?? []
    call.answer({ migrated: true, ...(applied === undefined ? {} : { applied }) }, [
      names.length === 0 ? 'the schema is up to date' : `applied: ${names.join(', ')}`,
    ])
    return 0
  },
}
